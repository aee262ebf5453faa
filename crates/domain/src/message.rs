//! What a message is: direction, kind, author. Its text is kept as it came.

crate::words::words! {
    /// From the customer, or from the business.
    Direction, "direction" {
        In = "in",
        Out = "out",
    }
}

crate::words::words! {
    /// Who wrote a message.
    AuthorKind, "author" {
        /// The customer.
        Contact = "contact",
        /// A person of the organization, in the inbox.
        Member = "member",
        /// A program with an API token.
        Api = "api",
        /// The business, from the phone's own app.
        Phone = "phone",
        /// Aldaba itself.
        System = "system",
    }
}

crate::words::words! {
    /// The kind of a message's content.
    MessageKind, "kind of message" {
        Text = "text",
        Image = "image",
        Video = "video",
        Audio = "audio",
        Document = "document",
        Sticker = "sticker",
        Location = "location",
        Contacts = "contacts",
        Interactive = "interactive",
        Button = "button",
        Order = "order",
        System = "system",
        Template = "template",
        /// Meta says that it can't pass this one on.
        Unsupported = "unsupported",
        /// A kind that this version does not know; its raw form is kept.
        Unknown = "unknown",
    }
}

/// The longest text that WhatsApp takes (Meta: text messages, 2026-09).
pub const MAX_TEXT: usize = 4096;
