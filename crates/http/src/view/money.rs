//! An amount of money, exact: a decimal as text.

use domain::Currency;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// A decimal with at most six places.
    #[schema(example = "0.0085")]
    pub(crate) amount: String,
    #[schema(value_type = Currency)]
    pub(crate) currency: Currency,
}

impl From<domain::Money> for Money {
    fn from(money: domain::Money) -> Self {
        Self {
            amount: money.to_string(),
            currency: money.currency,
        }
    }
}
