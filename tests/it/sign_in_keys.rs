//! Keys come from a file or the environment, follow each other, and are never missed until they are lost.

use fuyi::crypto::{ExposeSecret, SIGNING_DELAY};
use fuyi::service::sign_in::{Entrance, key_file, rotate_data, rotate_signing};
use fuyi::settings::Settings;

use super::door::{Door, PASSWORD, told};
use super::engines::on_both_engines;

#[test]
fn a_new_signing_key_signs_nobody_out() {
    on_both_engines(|engine| {
        let mut door = Door::of(engine, &[]);
        door.member("wang", PASSWORD);
        let before = door.tokens("wang", PASSWORD);
        let rotation = rotate_signing(&door.settings, &door.act()).unwrap();
        assert_eq!(door.trail(1), ["keys-rotated"]);
        // a service that has not read the file yet understands what another signs already, and the other way round
        let restarted = Entrance::open(&door.settings, door.now).unwrap().0;
        let new = restarted.keys().ring();
        door.now += SIGNING_DELAY / 2;
        assert!(door.present(&before.access).is_ok());
        assert!(new.verify(before.access.expose_secret(), door.now).is_ok());
        let meanwhile = door.refresh(&before.refresh).unwrap();
        assert!(new.verify(meanwhile.access.expose_secret(), door.now).is_ok());
        door.entrance.keys().reload().unwrap();
        door.now += SIGNING_DELAY;
        let after = door.refresh(&meanwhile.refresh).unwrap();
        assert!(header(after.access.expose_secret()).contains(&rotation.id));
        assert!(!header(before.access.expose_secret()).contains(&rotation.id));
        for tokens in [&before, &meanwhile, &after] {
            assert!(door.present(&tokens.access).is_ok());
        }
    });
}

fn header(token: &str) -> String {
    use base64::Engine;
    let part = token.split('.').next().expect("a header");
    String::from_utf8(base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("text")
}

#[test]
fn a_new_data_key_leaves_nothing_unreadable() {
    on_both_engines(|engine| {
        let door = Door::of(engine, &[]);
        let wang = door.member("wang", PASSWORD);
        told(door.entrance.begin_second_factor(&mut door.database(), wang)).unwrap();
        let sealed = || engine.lines("SELECT secret AS line FROM second_factors").remove(0);
        let (before, old) = (sealed(), door.entrance.keys().ring());
        let rotation = rotate_data(&door.settings, &door.act()).unwrap();
        assert_eq!(rotation.resealed, 1);
        assert!(sealed().contains(&rotation.id) && !before.contains(&rotation.id));
        door.entrance.keys().reload().unwrap();
        let (place, new) = (format!("second-factor/{wang}"), door.entrance.keys().ring());
        let secret = old.open(&before, &place).unwrap();
        assert_eq!(new.open(&sealed(), &place).unwrap().expose_secret(), secret.expose_secret());
        assert_eq!(new.open(&before, &place).unwrap().expose_secret(), secret.expose_secret(), "as in a backup");
    });
}

#[test]
fn keys_are_where_the_settings_say() {
    let settings = |chosen: &[(&str, &str)]| {
        let environment = chosen.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        Settings::load(None, environment, []).unwrap()
    };
    let path = |chosen: &[(&str, &str)]| key_file(&settings(chosen)).map(|file| file.path().map(|path| path.display().to_string()));
    let (url, file, content) = ("FUYI_DATABASE_URL", "FUYI_KEYS_FILE", "FUYI_KEYS_CONTENT");
    assert_eq!(path(&[(url, "sqlite:///srv/fuyi.sqlite")]).unwrap().as_deref(), Some("/srv/fuyi.sqlite.keys"));
    assert_eq!(path(&[(file, "/etc/fuyi/keys")]).unwrap().as_deref(), Some("/etc/fuyi/keys"));
    assert_eq!(path(&[(file, "/etc/fuyi/keys"), (content, "secret text")]).unwrap(), None);
    let refusal = path(&[(url, "postgres://fuyi@host/fuyi")]).unwrap_err();
    assert!(refusal.sentence().zh.contains("keys.file"));
    let secret = settings(&[(content, "secret text")]);
    assert!(!format!("{secret:?}").contains("secret text"));
    let refusal = Entrance::open(&secret, "2024-03-01T00:00:00Z".parse().unwrap()).unwrap_err();
    assert!(!refusal.to_string().contains("secret text") && refusal.to_string().contains("keys.content"), "{refusal}");
}
