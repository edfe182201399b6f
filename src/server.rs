//! The service over HTTP: bind, build, run until stopped.

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::Method;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, HttpMessage, HttpRequest, HttpResponse, HttpServer, guard};
use tokio::sync::Semaphore;

use crate::api::{self, BASE, Documents, Route};
use crate::clock::Clock;
use crate::domain::words::Sentence;
use crate::files::Files;
use crate::http::metrics::Metrics;
use crate::http::observe::{Met, observe};
use crate::http::runs::Runs;
use crate::http::{Problem, State, call, code};
use crate::service::sign_in::Entrance;
use crate::service::{self, Carrier, Pool, ServiceError, Shelf, Trees, Writer};
use crate::settings::Settings;
use crate::web::{self as pages, Page};

mod reminding;

/// A service that has its port and its database, and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    state: Data<State>,
    documents: Data<Documents>,
    made_keys: Option<PathBuf>,
    carrier: Option<Box<dyn Carrier>>,
}

/// How often the key file is read again, so that `fuyi keys rotate` reaches a running service.
const KEYS_EVERY: Duration = Duration::from_secs(60);

/// How often the database is asked for a newer calendar, so that `fuyi calendar import` reaches a running service.
const CALENDARS_EVERY: Duration = Duration::from_secs(30);

/// Why a service did not come about.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {cause}")]
    Address {
        /// As set.
        address: SocketAddr,
        /// What the system says.
        cause: io::Error,
    },
    /// The folder of files cannot be used.
    #[error("the folder of files cannot be used: {0}")]
    Files(io::Error),
    /// The database or the books cannot be used.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// Something of ours does not hold together.
    #[error("{0}")]
    Internal(String),
    /// It broke down while running.
    #[error("the service broke down: {0}")]
    Broke(io::Error),
}

impl ServerError {
    /// The error in both languages.
    pub fn sentence(&self) -> Sentence {
        let system = |zh: &str, en: &str, cause: &io::Error| {
            let why = crate::disk::sentence(cause);
            Sentence::new(format!("{zh}：{}", why.zh), format!("{en}: {}", why.en))
        };
        match self {
            Self::Address { address, cause } => {
                system(&format!("无法监听 {address}（server.address）"), &format!("cannot listen on {address} (server.address)"), cause)
            }
            Self::Files(cause) => system("无法使用文书文件夹（server.files）", "the folder of files (server.files) cannot be used", cause),
            Self::Service(error) => error.sentence(),
            Self::Internal(what) => Sentence::new(format!("程序内部有误：{what}"), format!("a fault of the program: {what}")),
            Self::Broke(cause) => system("服务中断", "the service broke down", cause),
        }
    }
}

impl Server {
    /// Takes the port, opens the database and the folder of files.
    ///
    /// # Errors
    /// Whichever of them cannot be had.
    pub fn bind(settings: Settings, clock: Clock) -> Result<Self, ServerError> {
        let address = settings.server.address;
        let refused = |cause| ServerError::Address { address, cause };
        let listener = TcpListener::bind(address).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let url = &settings.database.url;
        let internal = |error: &dyn std::fmt::Display| ServerError::Internal(error.to_string());
        let carrier = service::carrier(&settings.mail)?;
        let (entrance, made_keys) = Entrance::open(&settings, clock.now())?;
        let state = State {
            clock,
            shelf: Shelf::open(&settings, url)?,
            pool: Pool::open(url, settings.server.readers).map_err(ServiceError::from)?,
            reads: Semaphore::new(settings.server.readers as usize),
            writer: Writer::start(url, move || clock.now()).map_err(ServiceError::from)?,
            files: Files::open(&settings.server.files).map_err(ServerError::Files)?,
            entrance: Arc::new(entrance),
            trees: Trees::default(),
            metrics: Metrics::new().map_err(|error| internal(&error))?,
            imports: Semaphore::new(settings.server.imports),
            runs: Runs::default(),
            settings,
        };
        let documents = Documents::of(&api::routes()).map_err(|error| internal(&error))?;
        Ok(Self { listener, address, state: Data::new(state), documents: Data::new(documents), made_keys, carrier })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The key file that was made because there was none.
    pub fn made_keys(&self) -> Option<&Path> {
        self.made_keys.as_deref()
    }

    /// Answers until `stop` is done; requests that run then may finish.
    ///
    /// # Errors
    /// The system takes the port away.
    pub fn run(self, stop: impl Future<Output = ()> + 'static) -> Result<(), ServerError> {
        let Self { listener, state, documents, carrier, .. } = self;
        // dropped when the service ends: that stops it
        let _reminding = reminding::start(&state, carrier);
        let limits = state.settings.server.clone();
        actix_web::rt::System::new().block_on(async move {
            actix_web::rt::spawn(keys_read_again(Arc::clone(&state.entrance)));
            actix_web::rt::spawn(calendars_read_again(state.clone()));
            let server = HttpServer::new(move || {
                let (state, documents) = (state.clone(), documents.clone());
                App::new()
                    .app_data(state)
                    .app_data(documents)
                    .configure(service)
                    .default_service(web::route().to(nowhere))
                    .wrap(from_fn(observe))
            });
            let server = server
                .client_request_timeout(limits.headers_within)
                .shutdown_timeout(limits.stop_within.as_secs())
                .disable_signals()
                .listen(listener)
                .map_err(ServerError::Broke)?
                .run();
            let handle = server.handle();
            actix_web::rt::spawn(async move {
                stop.await;
                handle.stop(true).await;
            });
            server.await.map_err(ServerError::Broke)
        })
    }
}

/// Reads the key file again and again; the keys in hand stay while it cannot be read.
async fn keys_read_again(entrance: Arc<Entrance>) {
    let mut every = actix_web::rt::time::interval(KEYS_EVERY);
    loop {
        every.tick().await;
        let entrance = Arc::clone(&entrance);
        match web::block(move || entrance.keys().reload()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the key file cannot be read again"),
            Err(error) => tracing::warn!(%error, "the key file was not read again"),
        }
    }
}

/// Looks again and again whether somebody took a calendar in from the terminal, so that the next request computes with it.
async fn calendars_read_again(state: Data<State>) {
    let mut every = actix_web::rt::time::interval(CALENDARS_EVERY);
    loop {
        every.tick().await;
        let state = state.clone();
        let looked = web::block(move || state.pool.read(|database| state.shelf.refresh_if_newer(database))).await;
        match looked {
            Ok(Ok(true)) => tracing::info!("a newer calendar was taken up"),
            Ok(Ok(false)) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the calendars cannot be read again"),
            Err(error) => tracing::warn!(%error, "the calendars were not read again"),
        }
    }
}

/// Every address of the service.
fn service(config: &mut web::ServiceConfig) {
    config.service(look("/healthz").route(read().to(api::health)));
    config.service(look("/readyz").route(read().to(api::readiness)));
    config.service(look("/metrics").route(read().to(api::metrics)));
    config.service(look(&format!("{BASE}/openapi.json")).route(read().to(api::openapi)));
    config.service(look(&format!("{BASE}/docs")).route(read().to(api::viewer)));
    config.service(routes());
    for asset in pages::assets() {
        config.service(look(&asset.address()).route(read().to(move || async move { asset.answer() })).wrap(Compress::default()));
    }
    let mut forms = pages::pages();
    while let Some(first) = forms.first() {
        let path = first.path;
        let (here, elsewhere) = forms.into_iter().partition(|page| page.path == path);
        // a page may be compressed though it holds the token of a session and what was asked for: no other site can make a browser ask
        // in that session, whose cookie is `SameSite=Strict`
        config.service(page(path, here).wrap(Compress::default()));
        forms = elsewhere;
    }
}

/// The routes of the API, by the first part of their paths, the shorter ones first: an address is compared with its own part alone, not
/// with every pattern there is.
fn routes() -> actix_web::Scope {
    let mut routes = api::routes();
    routes.sort_by_key(|route| route.path.matches('/').count());
    let mut all = web::scope(BASE);
    while let Some(first) = routes.first() {
        let part = first_part(first.path);
        let (mut of_part, elsewhere): (Vec<Route>, _) = routes.into_iter().partition(|route| first_part(route.path) == part);
        let mut scope = web::scope(part);
        while let Some(first) = of_part.first() {
            let path = first.path;
            let (here, others) = of_part.into_iter().partition(|route| route.path == path);
            scope = scope.service(resource(part, path, here));
            of_part = others;
        }
        all = all.service(scope);
        routes = elsewhere;
    }
    all
}

/// `/cases` of `/cases/{case}`.
fn first_part(path: &'static str) -> &'static str {
    path.match_indices('/').nth(1).map_or(path, |(end, _)| &path[..end])
}

/// A resource with all its methods, within the first part of its path; another method is told which there are.
fn resource(part: &str, path: &str, routes: Vec<Route>) -> actix_web::Resource {
    let methods: Vec<Method> = routes.iter().map(|route| route.method.clone()).collect();
    let met = Met(format!("{BASE}{path}").into());
    let mut resource = web::resource(path.strip_prefix(part).unwrap_or(path).to_owned());
    for route in routes {
        let (terms, job, met) = (route.terms, route.job, met.clone());
        let method = if route.method == Method::GET { read() } else { web::method(route.method) };
        resource = resource.route(method.to(move |request: HttpRequest, state: Data<State>, payload: web::Payload| {
            let job = job.clone();
            request.extensions_mut().insert(met.clone());
            async move { call::answer(terms, job, &state, &request, payload).await }
        }));
    }
    resource.default_service(other_methods(&methods))
}

/// A page with the forms it sends.
fn page(path: &str, pages: Vec<Page>) -> actix_web::Resource {
    let methods: Vec<Method> = pages.iter().map(|page| page.method.clone()).collect();
    let met = Met(path.into());
    let mut resource = web::resource(path.to_owned());
    for page in pages {
        let (terms, job, met) = (page.terms, page.job, met.clone());
        let method = if page.method == Method::GET { read() } else { web::method(page.method) };
        resource = resource.route(method.to(move |request: HttpRequest, state: Data<State>, payload: web::Payload| {
            let job = job.clone();
            request.extensions_mut().insert(met.clone());
            async move { pages::answer(terms, job, &state, &request, payload).await }
        }));
    }
    resource.default_service(other_methods(&methods))
}

/// A resource that is only looked at.
fn look(path: &str) -> actix_web::Resource {
    web::resource(path.to_owned()).default_service(other_methods(&[Method::GET]))
}

/// `GET`, and `HEAD` as the same without the body.
fn read() -> actix_web::Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// `OPTIONS` asks for the methods; any other method is told them with the refusal.
fn other_methods(methods: &[Method]) -> actix_web::Route {
    let mut names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    names.extend(methods.contains(&Method::GET).then_some("HEAD"));
    names.push("OPTIONS");
    let allow = names.join(", ");
    web::route().to(move |request: HttpRequest, state: Data<State>, payload: web::Payload| {
        let allow = allow.clone();
        async move {
            if request.method() == Method::OPTIONS {
                return HttpResponse::NoContent().insert_header((actix_web::http::header::ALLOW, allow)).finish();
            }
            let problem = Problem { allow: Some(allow), ..Problem::of(code::METHOD) };
            pages::refuse(&state, &request, payload, &problem).await
        }
    })
}

/// No address of ours.
async fn nowhere(request: HttpRequest, state: Data<State>, payload: web::Payload) -> HttpResponse {
    pages::refuse(&state, &request, payload, &Problem::of(code::NOT_FOUND)).await
}

/// Done when the terminal (Ctrl-C) or the system (SIGTERM) asks the process to stop.
pub async fn stopped() {
    let terminal = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut system) = signal(SignalKind::terminate()) {
            tokio::select! {
                // who cannot listen for one signal still stops at the other
                _ = terminal => {}
                _ = system.recv() => {}
            }
            return;
        }
    }
    // a terminal whose signal cannot be listened for stops the process by itself
    let _ = terminal.await;
}
