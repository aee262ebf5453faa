//! What a call of Graph came to. Only what surely was not taken may be sent again.

use crate::explain::retryable;
use domain::Failure;
use door::{Outcome, Refused};
use graph::errors::{self, Retry};
use graph::{ApiError, GraphError};

/// The fate of a message whose call failed.
pub(crate) fn of(error: GraphError) -> Outcome {
    match error {
        GraphError::Refused(error) => of_refusal(&error),
        GraphError::NotSent(why) => {
            let failure = own_failure("not_sent", "Graph was not reached", why);
            Outcome::Retry {
                failure,
                after: None,
            }
        }
        GraphError::Unclear(why) => Outcome::Uncertain {
            failure: own_failure("unclear", "Graph gave no clear answer", why),
        },
    }
}

fn of_refusal(error: &ApiError) -> Outcome {
    let Some(known) = errors::explain(error.code) else {
        return of_unknown(error);
    };
    let failure = refusal(error, known.title.clone(), retryable(known.retry));
    match known.retry {
        Retry::Retry | Retry::Wait => Outcome::Retry {
            failure,
            after: known.pause(),
        },
        Retry::Never | Retry::Fix => Outcome::Failed { failure },
    }
}

/// A code that Meta's list does not have. Where Meta itself stumbled, nobody knows how far it came.
fn of_unknown(error: &ApiError) -> Outcome {
    let title = "Meta refused".to_owned();
    match error.http_status {
        429 => Outcome::Retry {
            failure: refusal(error, title, true),
            after: None,
        },
        500.. => Outcome::Uncertain {
            failure: refusal(error, title, true),
        },
        _ => Outcome::Failed {
            failure: refusal(error, title, true),
        },
    }
}

fn refusal(error: &ApiError, title: String, retryable: bool) -> Failure {
    Failure {
        code: Some(error.code),
        reason: "refused".to_owned(),
        title,
        details: error
            .details
            .clone()
            .or_else(|| Some(error.message.clone())),
        retryable,
    }
}

fn own_failure(reason: &str, title: &str, why: String) -> Failure {
    Failure {
        code: None,
        reason: reason.to_owned(),
        title: title.to_owned(),
        details: Some(why),
        retryable: true,
    }
}

/// The same for calls that send nothing.
pub(crate) fn refused(error: GraphError) -> Refused {
    match error {
        GraphError::Refused(error) => Refused {
            code: error.code,
            subcode: error.subcode,
            kind: error.kind,
            message: error.message,
            details: error.details.or(error.user_message),
            trace_id: error.fbtrace_id,
            status: Some(error.http_status),
            unreachable: false,
        },
        GraphError::NotSent(_) | GraphError::Unclear(_) => Refused {
            code: 0,
            subcode: None,
            kind: None,
            message: error.to_string(),
            details: None,
            trace_id: None,
            status: None,
            unreachable: true,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal_of(code: i64, http_status: u16) -> Outcome {
        of(GraphError::Refused(Box::new(ApiError {
            http_status,
            code,
            subcode: None,
            kind: Some("OAuthException".to_owned()),
            message: "no".to_owned(),
            details: None,
            fbtrace_id: None,
            user_title: None,
            user_message: None,
        })))
    }

    #[test]
    fn the_code_decides() {
        // The pair rate and Meta's own trouble pass; a closed window never does; a dead token needs a person.
        assert!(matches!(refusal_of(131_056, 400), Outcome::Retry { .. }));
        assert!(matches!(refusal_of(131_000, 500), Outcome::Retry { .. }));
        assert!(matches!(
            refusal_of(131_047, 400),
            Outcome::Failed {
                failure: Failure {
                    retryable: false,
                    ..
                }
            }
        ));
        assert!(matches!(refusal_of(190, 401), Outcome::Failed { .. }));
    }

    #[test]
    fn an_unknown_code_is_never_sent_again_by_itself_where_meta_stumbled() {
        assert!(matches!(
            refusal_of(999_999, 500),
            Outcome::Uncertain { .. }
        ));
        assert!(matches!(refusal_of(999_999, 400), Outcome::Failed { .. }));
        assert!(matches!(refusal_of(999_999, 429), Outcome::Retry { .. }));
    }

    #[test]
    fn only_what_was_not_handed_over_is_tried_again() {
        assert!(matches!(
            of(GraphError::NotSent("refused".to_owned())),
            Outcome::Retry { .. }
        ));
        assert!(matches!(
            of(GraphError::Unclear("timeout".to_owned())),
            Outcome::Uncertain { .. }
        ));
    }
}
