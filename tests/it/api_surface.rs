//! The surface of the service: what every answer carries, what is refused before anybody asks who comes, how it stops.

use std::io::Write;
use std::time::Duration;

use serde_json::json;

use super::app::App;
use super::engines::{Engine, on_both_engines};
use super::http::{Answer, Request, connect};

const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

#[test]
fn every_answer_carries_the_headers_that_protect_it() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    let mut ids = Vec::new();
    for (method, target, status) in [
        ("GET", "/healthz", 200),
        ("GET", "/readyz", 200),
        ("GET", "/metrics", 200),
        ("GET", "/api/v1/openapi.json", 200),
        ("GET", "/api/v1/cases", 401),
        ("GET", "/nowhere", 404),
        ("POST", "/healthz", 405),
        ("OPTIONS", "/api/v1/cases", 204),
        ("GET", "/api/v1/docs", 200),
    ] {
        let answer = app.send(&Request::new(method, target)).expect(status);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{target}: {policy}");
        assert!(target.ends_with("/docs") || policy == POLICY, "{target}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{target}: {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"), "{target}");
        assert!(answer.headers.keys().all(|name| name != "server" && name != "x-powered-by"), "{target}");
        ids.push(answer.header("x-request-id").to_owned());
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 9, "every request has a number of its own");
}

#[test]
fn the_page_of_the_description_runs_no_script_and_loads_nothing() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    let page = app.get("/api/v1/docs").expect(200);
    let html = String::from_utf8(page.body.clone()).unwrap();
    assert!(!html.contains("<script") && !html.contains("http://") && !html.contains("https://") && !html.contains("javascript:"));
    assert!(html.contains("/api/v1/cases/{case}") && html.contains("id=\"stale\""));
    let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
    use base64::Engine as _;
    use sha2::Digest;
    let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(style.as_bytes()));
    assert!(page.header("content-security-policy").contains(&format!("style-src 'sha256-{hash}'")));
    let chinese = app.send(&Request::new("GET", "/api/v1/docs").header("accept-language", "zh"));
    assert!(String::from_utf8(chinese.body).unwrap().contains("立案登记"));
}

#[test]
fn what_is_refused_is_told_in_the_callers_language() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    let english = app.get("/api/v1/cases").problem(401, "not-signed-in");
    assert_eq!(english["title"], "sign in first");
    let chinese = app.send(&Request::new("GET", "/api/v1/cases").header("accept-language", "zh-CN,en;q=0.5"));
    assert_eq!(chinese.problem(401, "not-signed-in")["title"], "请先登录");
    assert_eq!(chinese.header("content-language"), "zh-CN");
    assert!(chinese.header("www-authenticate").starts_with("Bearer"));
}

#[test]
fn an_address_tells_which_methods_it_takes() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    for method in ["PUT", "DELETE", "TRACE", "BREW"] {
        let answer = app.send(&Request::new(method, "/api/v1/cases"));
        answer.problem(405, "method-not-allowed");
        assert_eq!(answer.header("allow"), "GET, POST, HEAD, OPTIONS", "{method}");
    }
    let options = app.send(&Request::new("OPTIONS", "/api/v1/cases/7")).expect(204);
    assert_eq!((options.header("allow"), options.body.len()), ("GET, HEAD, OPTIONS", 0));
    let head = app.send(&Request::new("HEAD", "/healthz")).expect(200);
    assert_eq!((head.header("content-length"), head.body.len()), ("15", 0));
    for target in ["/api", "/api/v1", "/api/v2/cases", "/api/v1/cases/", "/api/v1/../etc/passwd", "/%00", "/api/v1/cases%2f1"] {
        app.get(target).problem(404, "not-found");
    }
}

#[test]
fn nonsense_on_the_line_is_refused_and_breaks_nothing() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    for line in [
        "GET /healthz HTTP/1.1\r\nhost: a\r\nx-forged: a\rb\r\nconnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nhost: a\r\n bad header\r\nconnection: close\r\n\r\n",
        "GET /healthz HTTP/9.9\r\n\r\n",
        "POST /api/v1/cases HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n",
        "POST /api/v1/cases HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\nconnection: close\r\n\r\n",
        "\u{0}\u{1}\u{2}\r\n\r\n",
    ] {
        let mut connection = connect(app.address);
        connection.write_all(line.as_bytes()).unwrap();
        let answer = Answer::read(&mut connection, false);
        assert!((400..500).contains(&answer.status), "{line:?}: {}", answer.status);
    }
    // what comes along is never taken over into an answer
    let answer = app.send(&Request::new("GET", "/nowhere").header("x-request-id", "forged").header("accept-language", "en\tx"));
    assert!(!answer.header("x-request-id").contains("forged"));
    app.get("/healthz").expect(200);
}

#[test]
fn a_client_that_dawdles_over_its_headers_is_told_so() {
    let engine = Engine::sqlite();
    let app = App::with(&engine, &[("FUYI_SERVER_HEADER_SECONDS", "1")]);
    let mut connection = connect(app.address);
    connection.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: ").unwrap();
    assert_eq!(Answer::read(&mut connection, false).status, 408);
    app.get("/healthz").expect(200);
}

#[test]
fn those_who_watch_learn_how_the_service_does_and_nothing_of_anybody() {
    on_both_engines(|engine| {
        let app = App::start(engine);
        assert_eq!(app.get("/healthz").expect(200).json(), json!({"status": "ok"}));
        let ready = app.get("/readyz").expect(200).json();
        assert_eq!(ready["ready"], true);
        let names: Vec<&str> = ready["checks"].as_array().unwrap().iter().filter_map(|check| check["name"].as_str()).collect();
        assert_eq!(names, ["database", "schema", "writer"]);
        assert_eq!(ready["warnings"], json!([]), "the calendar of 2024 is in");
        app.get("/api/v1/cases/4711?name=%E7%8E%8B%E6%9F%90%E6%9F%90");
        let metrics = String::from_utf8(app.get("/metrics").expect(200).body).unwrap();
        assert!(metrics.contains("fuyi_requests_total{method=\"GET\",route=\"/api/v1/cases/{case}\",status=\"401\"} 1"), "{metrics}");
        for figure in
            ["fuyi_request_seconds_bucket", "fuyi_readers{state=\"open\"}", "fuyi_writer{figure=\"waiting\"} 0", "fuyi_requests_running 1"]
        {
            assert!(metrics.contains(figure), "{figure} is missing from\n{metrics}");
        }
        assert!(!metrics.contains("4711") && !metrics.contains("name"), "{metrics}");
    });
}

#[test]
fn a_service_without_its_database_is_not_ready_and_says_nothing_more() {
    let engine = Engine::sqlite();
    let app = App::start(&engine);
    app.get("/readyz").expect(200);
    engine.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('9001')").unwrap();
    let answer = app.get("/readyz").expect(503);
    assert_eq!(answer.json()["ready"], false);
    assert!(!String::from_utf8(answer.body).unwrap().contains("9001"));
    app.get("/healthz").expect(200);
}

#[test]
fn a_service_that_stops_finishes_what_it_has_begun() {
    let engine = Engine::sqlite();
    let mut app = App::start(&engine);
    let mut connection = connect(app.address);
    let head = "POST /api/v1/cases HTTP/1.1\r\nhost: a\r\nauthorization: Bearer x\r\nidempotency-key: 1\r\ncontent-type: application/json\r\n\
                connection: close\r\ncontent-length: 2\r\n\r\n{";
    connection.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    app.ask_to_stop();
    std::thread::sleep(Duration::from_millis(300));
    connection.write_all(b"}").unwrap();
    let answer = Answer::read(&mut connection, false);
    assert!(matches!(answer.status, 401 | 422), "the request that ran got its answer: {}", answer.status);
    app.wait();
    assert!(std::net::TcpStream::connect(app.address).is_err(), "nobody listens any more");
}
