//! The provider behind a template: which line's door leads to it, and what it may answer.

use crate::doors::open_door;
use crate::{Cx, Refusal};
use domain::template::Finding;
use domain::{DoorKind, LineId, TemplateState};
use door::{Access, Door, Explanation, Refused};
use std::sync::Arc;
use storage::Tx;

#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    #[error("the template has {} things that Meta would reject", .0.len())]
    Findings(Vec<Finding>),
    #[error(
        "a template of this name and language is there already; edit it, or choose another name"
    )]
    Exists,
    #[error("a template that is {state} can't be changed at Meta")]
    NotEditable { state: TemplateState },
    #[error("the sample file is not here; upload it again")]
    SampleNotReady,
    #[error("the line has no working connection; see the page of lines")]
    NoConnection,
    #[error("Meta refused: {refused}")]
    Provider {
        refused: Box<Refused>,
        explanation: Option<Box<Explanation>>,
    },
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for TemplateError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// A way to the provider that holds no transaction.
pub(super) struct Provider {
    pub(super) door: Arc<dyn Door>,
    pub(super) access: Access,
    /// The app at Meta, under which samples are handed over.
    pub(super) app_id: Option<String>,
}

impl Provider {
    /// Through this line.
    pub(super) async fn of_line(cx: &Cx, tx: &mut Tx, line: LineId) -> Result<Self, TemplateError> {
        tx.lines().get(line).await?;
        let open = open_door(&cx.env, tx, line).await?;
        let open = open.ok_or(TemplateError::NoConnection)?;
        let app = tx.doors().get(line, DoorKind::Cloud).await?.meta_app_id;
        let app_id = match app {
            Some(app) => tx.meta_apps().find(app).await?.map(|app| app.app_id),
            None => None,
        };
        Ok(Self {
            door: open.door,
            access: open.access,
            app_id,
        })
    }

    /// Through any line of the business account.
    pub(super) async fn of_waba(
        cx: &Cx,
        tx: &mut Tx,
        waba_id: &str,
    ) -> Result<Self, TemplateError> {
        let doors = tx.doors().list().await?;
        let of_account = doors.into_iter().filter(|door| {
            door.kind == DoorKind::Cloud && door.waba_id.as_deref() == Some(waba_id)
        });
        for door in of_account {
            match Self::of_line(cx, tx, door.line_id).await {
                Err(TemplateError::NoConnection) => {}
                found => return found,
            }
        }
        Err(TemplateError::NoConnection)
    }

    /// What a refusal means: the subcode says more than the code, where there is one.
    pub(super) fn refused(&self, refused: Refused) -> TemplateError {
        let explanation = refused
            .subcode
            .and_then(|code| self.door.explain(code))
            .or_else(|| self.door.explain(refused.code));
        TemplateError::Provider {
            refused: Box::new(refused),
            explanation: explanation.map(Box::new),
        }
    }
}
