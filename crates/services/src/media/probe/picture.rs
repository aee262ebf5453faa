//! Pictures: their size the right way up, and a small copy.

use super::Facts;
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

const SMALL: u32 = 320;
const QUALITY: u8 = 78;
/// A small file may claim to be a huge picture.
const WIDEST: u32 = 12_000;
const MEMORY: u64 = 192 * 1024 * 1024;

pub(super) fn look(bytes: &Bytes) -> Option<Facts> {
    let picture = decode(bytes)?;
    Some(Facts {
        width: Some(i64::from(picture.width())),
        height: Some(i64::from(picture.height())),
        animated: is_animated(bytes),
        thumbnail: small_copy(&picture),
        ..Facts::default()
    })
}

/// The right way up.
pub(in super::super) fn decode(bytes: &Bytes) -> Option<DynamicImage> {
    // A palette that ends too early is more than the reader of PNG expects.
    catch_unwind(AssertUnwindSafe(|| opened(bytes))).ok()?
}

fn opened(bytes: &Bytes) -> Option<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(WIDEST);
    limits.max_image_height = Some(WIDEST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Some(picture)
}

/// What one can see through stays so; the rest is smaller as JPEG.
fn small_copy(picture: &DynamicImage) -> Option<Bytes> {
    let fits = picture.width() <= SMALL && picture.height() <= SMALL;
    let small = if fits {
        picture.clone()
    } else {
        picture.thumbnail(SMALL, SMALL)
    };
    let mut out = Vec::new();
    if small.color().has_alpha() {
        let small = DynamicImage::ImageRgba8(small.to_rgba8());
        small
            .write_with_encoder(WebPEncoder::new_lossless(&mut out))
            .ok()?;
    } else {
        let small = DynamicImage::ImageRgb8(small.to_rgb8());
        let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
        small.write_with_encoder(encoder).ok()?;
    }
    Some(out.into())
}

/// Says whether it moves: the flag of an extended WebP, or a second picture in a GIF.
pub(in super::super) fn is_animated(bytes: &[u8]) -> bool {
    if bytes.get(8..16) == Some(b"WEBPVP8X".as_slice()) {
        return bytes.get(20).is_some_and(|flags| flags & 2 != 0);
    }
    bytes.starts_with(b"GIF8") && bytes.windows(11).any(|it| it == b"NETSCAPE2.0")
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, RgbImage, RgbaImage};
    use proptest::prelude::*;
    use testkit::samples;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Bytes {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner().into()
    }

    #[test]
    fn a_picture_has_its_size_and_a_small_copy() {
        let picture = DynamicImage::ImageRgb8(RgbImage::new(800, 400));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let facts = look(&encoded(&picture, format)).unwrap();
            assert_eq!((facts.width, facts.height), (Some(800), Some(400)));
            assert!(!facts.animated);
            let small = decode(&facts.thumbnail.unwrap()).unwrap();
            assert_eq!((small.width(), small.height()), (320, 160));
        }
    }

    #[test]
    fn a_palette_that_ends_too_early_is_no_picture() {
        let broken = Bytes::from_static(samples::SHORT_PALETTE);
        assert!(look(&broken).is_none());
    }

    #[test]
    fn what_one_can_see_through_stays_so() {
        let sticker = DynamicImage::ImageRgba8(RgbaImage::new(512, 512));
        let facts = look(&encoded(&sticker, ImageFormat::WebP)).unwrap();
        assert_eq!(
            facts.thumbnail.unwrap().get(8..12),
            Some(b"WEBP".as_slice())
        );
    }

    #[test]
    fn a_picture_that_claims_too_much_is_not_opened() {
        let mut png = encoded(
            &DynamicImage::ImageRgb8(RgbImage::new(1, 1)),
            ImageFormat::Png,
        )
        .to_vec();
        png[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
        assert!(look(&png.into()).is_none());
    }

    proptest! {
        #[test]
        fn broken_pictures_never_panic(cut in 0_usize..300, place in 0_usize..300, byte: u8) {
            let picture = DynamicImage::ImageRgb8(RgbImage::new(16, 16));
            for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
                let mut bytes = encoded(&picture, format).to_vec();
                let length = bytes.len();
                bytes[place % length] = byte;
                bytes.truncate(length.saturating_sub(cut));
                let _ = look(&bytes.into());
            }
        }
    }
}
