//! `POST /{phone}/media`: a form with a file, which is written to disk as it comes.

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use serde_json::{Value, json};

use crate::core::Core;
use crate::media::{MediaKind, ShelfError, Stored, kind_of, known_types, plain_type};
use crate::meta::{GraphRequest, Refusal};
use crate::world::NewFile;

/// No kind is larger than a document.
pub(crate) const LARGEST: u64 = 100 * 1024 * 1024;
const UPLOAD_ERROR: u32 = 131_053;

/// What the form said so far.
#[derive(Default)]
struct Form {
    product: Option<String>,
    mime_type: Option<String>,
    file: Option<(Stored, Option<String>, Option<String>)>,
}

pub(crate) async fn upload(
    core: &Core,
    phone_number_id: &str,
    call: &GraphRequest,
    mut request: Request,
) -> Result<Value, Refusal> {
    DefaultBodyLimit::disable().apply(&mut request);
    let form = Multipart::from_request(request, &()).await;
    let form = form.map_err(|_| Refusal::invalid("The request must be a form with a file."))?;
    let form = read(core, form).await?;
    // Some clients have it in the query, and only the file in the form.
    let product = form.product.or_else(|| call.text("messaging_product"));
    match product.as_deref() {
        Some("whatsapp") => {}
        Some(_) => {
            return Err(Refusal::invalid(
                "Param messaging_product must be one of {WHATSAPP}",
            ));
        }
        None => return Err(Refusal::missing("messaging_product")),
    }
    let (stored, own_type, filename) = form.file.ok_or_else(|| Refusal::missing("file"))?;
    let declared = form.mime_type.or_else(|| call.text("type"));
    // `type=image` is a kind and no type; then the file says what it is.
    let declared = declared.filter(|it| it.contains('/'));
    let mime_type = declared.or(own_type).unwrap_or_default();
    let mime_type = checked(&mime_type, &stored)?;
    let now = core.now();
    let file = NewFile {
        phone_number_id: Some(phone_number_id.to_owned()),
        mime_type,
        filename,
        stored,
    };
    let id = core.with(|world| world.media.upload(file, now));
    Ok(json!({ "id": id }))
}

async fn read(core: &Core, mut multipart: Multipart) -> Result<Form, Refusal> {
    let broken = |_| Refusal::invalid("The form broke off.");
    let mut form = Form::default();
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        match field.name().unwrap_or_default() {
            "file" => form.file = Some(store(core, field).await?),
            "messaging_product" => form.product = Some(field.text().await.map_err(broken)?),
            "type" => form.mime_type = Some(field.text().await.map_err(broken)?),
            _ => {}
        }
    }
    Ok(form)
}

async fn store(
    core: &Core,
    field: Field<'_>,
) -> Result<(Stored, Option<String>, Option<String>), Refusal> {
    let own_type = field.content_type().map(str::to_owned);
    let filename = field.file_name().map(str::to_owned);
    let stored = core.shelf.put(field, LARGEST).await;
    let stored = stored.map_err(|error| match error {
        ShelfError::TooLarge(_) => too_large(MediaKind::Document, LARGEST),
        ShelfError::BrokeOff => Refusal::invalid("The file broke off."),
        ShelfError::Io(_) => Refusal::of(131_000),
    })?;
    Ok((stored, own_type, filename))
}

/// The type as it is kept, where Meta takes it and the file is not too large for it.
fn checked(mime_type: &str, stored: &Stored) -> Result<String, Refusal> {
    let Some(kind) = kind_of(mime_type) else {
        let plain = plain_type(mime_type);
        let received = if plain.is_empty() {
            "application/octet-stream"
        } else {
            &plain
        };
        return Err(Refusal::invalid(format!(
            "Param file must be a file with one of the following types: {}. Received file of type \
             '{received}'.",
            known_types()
        )));
    };
    if stored.size == 0 {
        return Err(Refusal::invalid("Param file must not be empty."));
    }
    let limit = kind.limit(stored);
    if stored.size > limit {
        return Err(too_large(kind, limit));
    }
    Ok(mime_type.to_owned())
}

fn too_large(kind: MediaKind, limit: u64) -> Refusal {
    let name = kind.name();
    Refusal::with_details(
        UPLOAD_ERROR,
        format!("A file of type {name} has at most {limit} bytes."),
    )
}
