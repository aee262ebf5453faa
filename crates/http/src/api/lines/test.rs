//! Whether the provider still knows a line.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Text3;
use domain::{LineId, Time};
use serde::Serialize;
use services::lines::{TestFailure, TestReport};
use services::{Cx, lines};
use utoipa::ToSchema;

/// What a test found.
#[derive(Serialize, ToSchema)]
pub(super) struct LineTest {
    ok: bool,
    checked_at: Time,
    verified_name: Option<String>,
    #[schema(example = "+52 55 5555 0100")]
    display_phone_number: Option<String>,
    quality_rating: Option<String>,
    error: Option<GraphError>,
}

/// Meta's own words, and what they mean.
#[derive(Serialize, ToSchema)]
struct GraphError {
    /// 0 where Meta gave none.
    #[schema(example = 190)]
    code: i64,
    subcode: Option<i64>,
    #[serde(rename = "type")]
    #[schema(example = "OAuthException")]
    kind: Option<String>,
    message: String,
    details: Option<String>,
    fbtrace_id: Option<String>,
    cause: Option<Text3>,
    action: Option<Text3>,
}

/// Test a line's connection
///
/// Needs `connections.manage`. Asks Graph for the number and keeps the answer with the line.
#[utoipa::path(
    post,
    path = "/lines/{line}/test",
    operation_id = "testLine",
    tag = "Lines",
    responses(
        (status = 200, body = LineTest),
        (status = 403, description = "`forbidden`"),
        (status = 404, description = "`not_found`"),
    )
)]
pub(super) async fn test(cx: Cx, Path(line): Path<LineId>) -> Result<Json<LineTest>, Problem> {
    Ok(Json(lines::test(&cx, line).await?.into()))
}

impl From<TestReport> for LineTest {
    fn from(report: TestReport) -> Self {
        Self {
            ok: report.failure.is_none(),
            checked_at: report.checked_at,
            verified_name: report.verified_name,
            display_phone_number: report.display_phone_number,
            quality_rating: report.quality_rating,
            error: report.failure.map(GraphError::from),
        }
    }
}

impl From<TestFailure> for GraphError {
    fn from(failure: TestFailure) -> Self {
        let problem = failure.problem;
        Self {
            code: problem.code,
            subcode: problem.subcode,
            kind: problem.kind,
            message: problem.message,
            details: problem.details,
            fbtrace_id: problem.trace_id,
            cause: failure.cause.map(Text3::from),
            action: failure.action.map(Text3::from),
        }
    }
}
