//! Words and rules: ids, phone numbers, message content, states, windows, events. No IO.

pub mod backoff;
pub mod breaker;
pub mod delivery;
pub mod door;
pub mod email;
pub mod event;
pub mod id;
pub mod identity;
pub mod limit;
pub mod locale;
pub mod media;
pub mod message;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod opt_out;
pub mod outbound;
pub mod people;
pub mod phone;
pub mod price;
pub mod route;
pub mod template;
pub mod text;
pub mod ticket;
pub mod time;
pub mod window;
mod words;
pub mod zone;

pub use breaker::{Admission, Breaker, BreakerState};
pub use delivery::{DeliveryState, Failure, UncertainPolicy};
pub use door::{DoorKind, DoorProblem, DoorState};
pub use email::{Email, InvalidEmail};
pub use event::{Actor, Event, EventKind, Origin};
pub use id::*;
pub use identity::IdentityKind;
pub use limit::{Bucket, Rate, Tier};
pub use locale::{Locale, Text3};
pub use media::{MediaKind, MediaState};
pub use message::{AuthorKind, Direction, MessageKind};
pub use opt_out::Wanted;
pub use people::{LinkKind, MemberState, Permission, Role};
pub use phone::{Country, InvalidPhoneNumber, PhoneNumber, UnknownCountry};
pub use price::{BudgetState, ChargeState, Currency, Money, PriceCategory, PriceRule, SpendBy};
pub use route::{DoorHealth, DoorOption, DoorVerdict, RouteRule, RoutingPolicy, SenderKind};
pub use template::{
    ParameterFormat, TemplateAnnouncement, TemplateCategory, TemplateRejection, TemplateState,
};
pub use ticket::{ReopenPolicy, TicketState};
pub use time::Time;
pub use window::{Window, WindowState};
pub use zone::{Day, UnknownDay, UnknownZone, Zone};
