//! How ids, words and moments read in an OpenAPI document. Only `http` turns this on.

use crate::{
    ApiTokenId, AuthorKind, BreakerState, BudgetState, ChargeState, ContactId, ConversationId,
    Country, Currency, Day, DeliveryState, Direction, DoorHealth, DoorId, DoorKind, DoorState,
    DoorVerdict, IdentityKind, InvitationId, LineId, LinkKind, Locale, MediaId, MediaKind,
    MediaState, MemberId, MemberState, MessageId, MessageKind, MetaAppId, OrganizationId, Origin,
    ParameterFormat, Permission, PhoneNumber, PriceCategory, PriceRule, QueueId, RateCardId,
    ReopenPolicy, Role, RouteRule, RoutingPolicy, SenderKind, SessionId, SpendBy, TemplateCategory,
    TemplateId, TemplateState, TicketId, TicketState, Time, UncertainPolicy, UnparsedId, UserId,
    Wanted, WindowState,
};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{
    KnownFormat, Object, ObjectBuilder, Ref, RefOr, Required, Schema, SchemaFormat, Type,
};
use utoipa::{PartialSchema, ToSchema};

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn schema(object: impl Into<Object>) -> RefOr<Schema> {
    RefOr::T(Schema::Object(object.into()))
}

/// An id, and the name that it has in a path.
macro_rules! ids {
    ($($name:ident in $path:literal),+ $(,)?) => {
        /// Every id's schema, for a document's components.
        pub fn id_schemas() -> Vec<(String, RefOr<Schema>)> {
            vec![$((stringify!($name).to_owned(), $name::schema())),+]
        }

        /// The parameter that stands as `{name}` in a path.
        pub fn path_parameter(name: &str) -> Option<Parameter> {
            let schema = match name {
                $($path => stringify!($name),)+
                _ => return None,
            };
            let parameter = ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(Ref::from_schema_name(schema)));
            Some(parameter.build())
        }

        $(
            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    let prefix = Self::PREFIX;
                    schema(
                        text()
                            .pattern(Some(format!("^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$")))
                            .examples([format!("{prefix}_01h455vb4pex5vsknk084sn02q")]),
                    )
                }
            }

            impl ToSchema for $name {}
        )+
    };
}

ids! {
    OrganizationId in "organization",
    UserId in "user",
    MemberId in "member",
    InvitationId in "invitation",
    SessionId in "session",
    ApiTokenId in "token",
    MetaAppId in "meta_app",
    LineId in "line",
    DoorId in "door",
    QueueId in "queue",
    ContactId in "contact",
    ConversationId in "conversation",
    TicketId in "ticket",
    MessageId in "message",
    UnparsedId in "unparsed",
    MediaId in "media",
    TemplateId in "template",
    RateCardId in "rate_card",
}

macro_rules! words {
    ($($name:ident),+ $(,)?) => {
        $(
            impl PartialSchema for $name {
                fn schema() -> RefOr<Schema> {
                    schema(text().enum_values(Some(Self::WORDS.iter().copied())))
                }
            }

            impl ToSchema for $name {}
        )+
    };
}

words! {
    AuthorKind, BreakerState, BudgetState, ChargeState, DeliveryState, Direction, DoorHealth, DoorKind, DoorState, DoorVerdict, IdentityKind, LinkKind, Locale, MediaKind, MediaState, MemberState, MessageKind, Origin, Permission,
    ParameterFormat, PriceCategory, PriceRule, ReopenPolicy, Role, RouteRule, RoutingPolicy, SenderKind, SpendBy, TemplateCategory, TemplateState, TicketState, UncertainPolicy, Wanted, WindowState,
}

impl PartialSchema for Time {
    fn schema() -> RefOr<Schema> {
        schema(
            text()
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
                .examples(["2026-11-22T10:00:00.000Z"]),
        )
    }
}

impl ToSchema for Time {}

impl PartialSchema for Country {
    fn schema() -> RefOr<Schema> {
        schema(
            text()
                .description(Some("Two letters of ISO 3166."))
                .examples(["MX"]),
        )
    }
}

impl ToSchema for Country {}

impl PartialSchema for PhoneNumber {
    fn schema() -> RefOr<Schema> {
        schema(
            text()
                .description(Some("E.164, with its plus sign."))
                .examples(["+525555550100"]),
        )
    }
}

impl ToSchema for PhoneNumber {}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        schema(
            text()
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
                .examples(["2026-10-01"]),
        )
    }
}

impl ToSchema for Day {}

impl PartialSchema for Currency {
    fn schema() -> RefOr<Schema> {
        schema(
            text()
                .description(Some("Three letters of ISO 4217."))
                .examples(["USD"]),
        )
    }
}

impl ToSchema for Currency {}
