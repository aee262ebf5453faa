//! Reads a business account's templates again: what we knew of one was out of date.

use super::{Job, JobError};
use crate::Cx;
use crate::templates::{TemplateError, sync_line};
use domain::LineId;
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub struct SyncTemplates {
    pub line: LineId,
}

impl Job for SyncTemplates {
    const NAME: &'static str = "sync_templates.v1";

    fn key(&self) -> String {
        self.line.to_string()
    }
}

impl SyncTemplates {
    pub(super) async fn run(self, cx: &Cx) -> Result<(), JobError> {
        match sync_line(cx, self.line).await {
            Ok(_) => Ok(()),
            Err(TemplateError::Provider {
                refused,
                explanation,
            }) => {
                let passing = refused.unreachable
                    || explanation.is_some_and(|explanation| explanation.retryable);
                if passing {
                    Err(JobError::Retry(refused.message))
                } else {
                    Err(JobError::Fail(refused.message))
                }
            }
            Err(error @ TemplateError::NoConnection) => Err(JobError::Fail(error.to_string())),
            Err(error) => Err(JobError::Retry(error.to_string())),
        }
    }
}
