//! Meta's Graph API: wire types, client, webhook types, error table.
