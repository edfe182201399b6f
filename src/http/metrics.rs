//! What the service counts about itself, in the text format of Prometheus. Routes are patterns: no number of a case and no name
//! of a person is ever a label.

use std::sync::atomic::Ordering;
use std::time::Duration;

use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder};

use crate::service::{Pool, Watch, Writer};

/// The figures of one running service.
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    running: IntGauge,
    connections: IntGaugeVec,
    writer: IntGaugeVec,
    mail: IntGaugeVec,
    last_run: IntGauge,
}

/// Upper bounds of the latency histogram, seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

impl Metrics {
    /// All at zero.
    ///
    /// # Errors
    /// Two figures of the same name: a fault of this file.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let labels = &["method", "route"];
        let requests = IntCounterVec::new(Opts::new("fuyi_requests_total", "Requests answered"), &["method", "route", "status"])?;
        let seconds =
            HistogramVec::new(HistogramOpts::new("fuyi_request_seconds", "Time to answer a request").buckets(BOUNDS.to_vec()), labels)?;
        let running = IntGauge::new("fuyi_requests_running", "Requests being answered")?;
        let connections = IntGaugeVec::new(Opts::new("fuyi_readers", "Reading connections to the database"), &["state"])?;
        let writer = IntGaugeVec::new(Opts::new("fuyi_writer", "Acts waiting, acts and commits so far"), &["figure"])?;
        let mail =
            IntGaugeVec::new(Opts::new("fuyi_mail", "Messages not sent, those among them that are late, messages put aside"), &["state"])?;
        let last_run = IntGauge::new("fuyi_reminders_last_run_seconds", "When reminders last ran, seconds since 1970; 0: never")?;
        registry.register(Box::new(mail.clone()))?;
        registry.register(Box::new(last_run.clone()))?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(running.clone()))?;
        registry.register(Box::new(connections.clone()))?;
        registry.register(Box::new(writer.clone()))?;
        Ok(Self { registry, requests, seconds, running, connections, writer, mail, last_run })
    }

    /// A request has come.
    pub fn began(&self) {
        self.running.inc();
    }

    /// It was answered.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.running.dec();
        self.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[method, route]).observe(took.as_secs_f64());
    }

    /// Everything, as text.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn text(&self, pool: &Pool, writer: &Writer, watch: Option<Watch>) -> Result<Vec<u8>, prometheus::Error> {
        let (open, free) = pool.usage();
        self.connections.with_label_values(&["open"]).set(i64::from(open));
        self.connections.with_label_values(&["free"]).set(i64::from(free));
        let tally = writer.tally();
        let [queued, answered, commits] = [&tally.queued, &tally.answered, &tally.commits].map(|figure| figure.load(Ordering::Relaxed));
        for (figure, value) in [("waiting", queued.saturating_sub(answered)), ("acts", answered), ("commits", commits)] {
            self.writer.with_label_values(&[figure]).set(i64::try_from(value).unwrap_or(i64::MAX));
        }
        if let Some(watch) = watch {
            for (state, count) in [("unsent", watch.counts.unsent), ("late", watch.counts.late), ("parked", watch.counts.parked)] {
                self.mail.with_label_values(&[state]).set(count);
            }
            self.last_run.set(watch.last_run.map_or(0, |run| run.at.timestamp()));
        }
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(text)
    }
}
