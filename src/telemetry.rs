//! Diagnostics: what the program notes about itself, on stderr, quiet unless asked (`log` in the settings, `FUYI_LOG`).

use tracing_subscriber::EnvFilter;

use crate::domain::words::Sentence;

/// Sends diagnostics that pass `filter` (`warn`, `warn,fuyi::store=debug`) to stderr, as lines for people or as
/// objects of JSON. Called once, at the start of the program;
/// a second call changes nothing.
///
/// # Errors
/// A sentence about a filter that cannot be read.
pub fn start(filter: &str, json: bool) -> Result<(), Sentence> {
    let builder = tracing_subscriber::fmt().with_env_filter(parse(filter)?).with_writer(std::io::stderr).with_ansi(false);
    // An embedding test may have set its own subscriber: that one stays.
    let _already_set = match json {
        false => tracing::subscriber::set_global_default(builder.finish()),
        true => tracing::subscriber::set_global_default(builder.json().flatten_event(true).with_span_list(false).finish()),
    };
    Ok(())
}

fn parse(filter: &str) -> Result<EnvFilter, Sentence> {
    EnvFilter::builder().parse(filter).map_err(|_| {
        Sentence::new(
            format!("设置 log（FUYI_LOG）应为 off、error、warn、info、debug、trace 或按模块书写，实为“{filter}”"),
            format!("setting log (FUYI_LOG): expected off, error, warn, info, debug, trace, or levels by module, found \"{filter}\""),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_and_nonsense_is_named() {
        assert!(parse("warn").is_ok());
        assert!(parse("warn,fuyi::store=debug").is_ok());
        let refused = parse("fuyi=loud").unwrap_err();
        assert!(refused.en.contains("fuyi=loud") && refused.zh.contains("FUYI_LOG"));
    }
}
