//! Files: what a message says of one, and the way to its bytes.

use crate::outcome::refused;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use door::{Fetched, MediaPart, Refused, Upload};
use futures_util::StreamExt;
use graph::client::{MediaFile, NewMedia};
use graph::webhook::Body;
use graph::{AccessToken, Graph};

/// The file of a message, where it has one.
pub(crate) fn part(body: &Body) -> Option<MediaPart> {
    let (Body::Image(media)
    | Body::Video(media)
    | Body::Audio(media)
    | Body::Document(media)
    | Body::Sticker(media)) = body
    else {
        return None;
    };
    Some(MediaPart {
        provider_id: media.id.clone(),
        mime_type: media.mime_type.clone(),
        sha256: media.sha256.as_deref().and_then(sha256),
        filename: media.filename.clone(),
        voice: media.voice,
        animated: media.animated,
    })
}

/// Meta writes it in hexadecimal digits in one place and in base 64 in another.
pub(crate) fn sha256(written: &str) -> Option<[u8; 32]> {
    let bytes = match written.len() {
        64 => unhex(written)?,
        43 | 44 => STANDARD
            .decode(written)
            .or_else(|_| base64::engine::general_purpose::URL_SAFE.decode(written))
            .ok()?,
        _ => return None,
    };
    bytes.try_into().ok()
}

fn unhex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

/// Asks for a fresh address, then for the bytes.
pub(crate) async fn fetch(
    graph: &Graph,
    token: &AccessToken,
    phone_number_id: &str,
    id: &str,
) -> Result<Fetched, Refused> {
    let file: MediaFile = graph
        .media(token, phone_number_id, id)
        .await
        .map_err(refused)?;
    let bytes = graph.download(token, &file.url).await.map_err(refused)?;
    Ok(Fetched {
        mime_type: file.mime_type,
        sha256: file.sha256.as_deref().and_then(sha256),
        size: file.file_size,
        bytes: bytes
            .map(|part| part.map_err(|error| Box::new(refused(error))))
            .boxed(),
    })
}

pub(crate) async fn upload(
    graph: &Graph,
    token: &AccessToken,
    phone_number_id: &str,
    upload: Upload,
) -> Result<String, Refused> {
    graph
        .upload(token, phone_number_id, new(upload))
        .await
        .map_err(refused)
}

pub(crate) fn new(upload: Upload) -> NewMedia {
    NewMedia {
        mime_type: upload.mime_type,
        filename: upload.filename.unwrap_or_else(|| "file".to_owned()),
        size: upload.size,
        bytes: upload.bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn a_hash_is_read_in_both_of_metas_forms() {
        let hex = "3f9d94d399fa61c191bc1d4ca71375a035cd9b9f5b1128e1f0963a415c16b0cc";
        let base64 = "P52U05n6YcGRvB1MpxN1oDXNm59bESjh8JY6QVwWsMw=";
        assert_eq!(sha256(hex), sha256(base64));
        assert!(sha256(hex).is_some());
        for odd in ["a1b2c3d4e5f6...", "", &"é".repeat(32), &"=".repeat(44)] {
            assert_eq!(sha256(odd), None, "{odd}");
        }
    }
}
