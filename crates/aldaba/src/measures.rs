//! What the process measures, for Prometheus.

use anyhow::Context;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const TENDED_EVERY: Duration = Duration::from_secs(5);

/// From the journal's group commit to a slow database.
const SECONDS: [f64; 14] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];
const COUNTS: [f64; 8] = [1.0, 2.0, 4.0, 16.0, 64.0, 128.0, 256.0, 512.0];

/// Measures from now on.
pub(crate) fn start() -> anyhow::Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_requests".to_owned()), &COUNTS)?;
    builder
        .install_recorder()
        .context("metrics are measured by somebody else already")
}

/// Sorts what was recorded into its buckets now and then; where nobody asks for the metrics, the
/// recorded values would pile up.
pub(crate) async fn tend(measures: PrometheusHandle, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(TENDED_EVERY) => measures.run_upkeep(),
        }
    }
}
