//! Pictures in a form that WhatsApp takes: JPEG, PNG where one sees through, a small WebP as a sticker.

use super::super::probe::{decode, is_animated};
use super::Form;
use bytes::Bytes;
use domain::MediaKind;
use domain::media::largest;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::{FilterType, overlay};
use image::{DynamicImage, ImageFormat, ImageResult, RgbaImage};
use std::io::Cursor;

/// What WhatsApp shows at most; a larger one only takes longer.
const WIDEST: u32 = 4096;
/// Below this a picture shows nothing any more.
const NARROWEST: u32 = 256;
const QUALITY: u8 = 90;
/// Both ways (Meta: stickers, 2026-09).
const STICKER: u32 = 512;
const SMALL: u64 = largest(MediaKind::Sticker, false);
/// Bits a colour keeps, until a sticker is small enough: lossless WebP grows with the number of shades.
const DEPTHS: [u8; 6] = [8, 6, 5, 4, 3, 2];

/// `None` for what can't be read, and for what moves: it would stand still.
pub(super) fn image(bytes: &Bytes) -> Option<Form> {
    let mut picture = still(bytes)?;
    if picture.width().max(picture.height()) > WIDEST {
        picture = picture.resize(WIDEST, WIDEST, FilterType::Triangle);
    }
    let shows_through = shows_through(&picture);
    loop {
        let form = if shows_through {
            png(&picture)
        } else {
            jpeg(&picture)
        };
        let form = form.ok()?;
        let widest = picture.width().max(picture.height());
        if fits(&form, MediaKind::Image) || widest <= NARROWEST {
            return Some(form);
        }
        let smaller = widest / 4 * 3;
        picture = picture.resize(smaller, smaller, FilterType::Triangle);
    }
}

/// In the middle of a square that one sees through; `None` for one that is well as it is. Too large where it has too many shades even so.
pub(super) fn sticker(bytes: &Bytes) -> Option<Form> {
    let picture = still(bytes)?;
    let is_square = (picture.width(), picture.height()) == (STICKER, STICKER);
    let is_small = u64::try_from(bytes.len()).is_ok_and(|it| it <= SMALL);
    if bytes.get(8..12) == Some(b"WEBP".as_slice()) && is_square && is_small {
        return None;
    }
    let picture = picture.resize(STICKER, STICKER, FilterType::CatmullRom);
    let mut square = RgbaImage::new(STICKER, STICKER);
    let middle = |side: u32| i64::from((STICKER - side) / 2);
    let (x, y) = (middle(picture.width()), middle(picture.height()));
    overlay(&mut square, &picture.to_rgba8(), x, y);
    let mut last = None;
    for depth in DEPTHS {
        let form = webp(&shaded(&square, depth)).ok()?;
        let is_small = fits(&form, MediaKind::Sticker);
        last = Some(form);
        if is_small {
            break;
        }
    }
    last
}

fn still(bytes: &Bytes) -> Option<DynamicImage> {
    if is_animated(bytes) {
        return None;
    }
    decode(bytes)
}

/// Many a picture could let one see through, and does nowhere.
fn shows_through(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|it| it.0[3] < u8::MAX)
}

fn fits(form: &Form, kind: MediaKind) -> bool {
    u64::try_from(form.bytes.len()).is_ok_and(|size| size <= largest(kind, false))
}

/// Only the upper bits of each colour; where nothing is seen there is no colour.
fn shaded(picture: &RgbaImage, depth: u8) -> RgbaImage {
    let mask = u8::MAX << (8 - depth);
    let mut shaded = picture.clone();
    for pixel in shaded.pixels_mut() {
        let alpha = pixel.0[3];
        pixel.0 = match alpha {
            0 => [0; 4],
            _ => pixel.0.map(|it| it & mask),
        };
        // What was there in full stays so.
        pixel.0[3] = if alpha == u8::MAX {
            alpha
        } else {
            alpha & mask
        };
    }
    shaded
}

fn png(picture: &DynamicImage) -> ImageResult<Form> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgba8(picture.to_rgba8());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(Form {
        bytes: bytes.into_inner(),
        mime_type: "image/png",
        ending: "png",
    })
}

fn jpeg(picture: &DynamicImage) -> ImageResult<Form> {
    let mut bytes = Vec::new();
    let picture = DynamicImage::ImageRgb8(picture.to_rgb8());
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    Ok(Form {
        bytes,
        mime_type: "image/jpeg",
        ending: "jpg",
    })
}

fn webp(picture: &RgbaImage) -> ImageResult<Form> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(WebPEncoder::new_lossless(&mut bytes))?;
    Ok(Form {
        bytes,
        mime_type: "image/webp",
        ending: "webp",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Bytes {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner().into()
    }

    /// Soft shades, as a photo has them, and as much noise as asked for.
    fn photo(width: u32, height: u32, noise: u32) -> RgbaImage {
        let mut dice: u32 = 7;
        RgbaImage::from_fn(width, height, |x, y| {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (dice >> 16) % (noise + 1);
            let shade = |it: u32| u8::try_from((it + grain) % 256).unwrap();
            Rgba([shade(x / 3), shade(y / 3), shade((x + y) / 5), u8::MAX])
        })
    }

    #[test]
    fn what_one_sees_through_becomes_png_and_all_else_jpeg() {
        let solid = DynamicImage::ImageRgba8(photo(40, 30, 0));
        let mut glass = photo(40, 30, 0);
        glass.put_pixel(3, 3, Rgba([9, 9, 9, 20]));
        let glass = DynamicImage::ImageRgba8(glass);
        for format in [ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Gif] {
            let form = image(&encoded(&solid, format)).unwrap();
            assert_eq!((form.mime_type, form.ending), ("image/jpeg", "jpg"));
            let back = image::load_from_memory(&form.bytes).unwrap();
            assert_eq!((back.width(), back.height()), (40, 30));
        }
        let form = image(&encoded(&glass, ImageFormat::WebP)).unwrap();
        assert_eq!((form.mime_type, form.ending), ("image/png", "png"));
        let back = image::load_from_memory(&form.bytes).unwrap();
        assert_eq!(back.to_rgba8(), glass.to_rgba8(), "nothing is lost");
    }

    #[test]
    fn what_grows_too_large_becomes_smaller() {
        let mut glass = photo(1600, 1200, 255);
        glass.put_pixel(0, 0, Rgba([0; 4]));
        let form = image(&encoded(&DynamicImage::ImageRgba8(glass), ImageFormat::Bmp)).unwrap();
        assert!(fits(&form, MediaKind::Image), "{}", form.bytes.len());
        let back = image::load_from_memory(&form.bytes).unwrap();
        assert!(back.width() < 1600);
        assert_eq!(back.width() * 3, back.height() * 4, "nothing is bent");
    }

    #[test]
    fn a_sticker_is_square_and_small() {
        let drawing = RgbaImage::from_fn(300, 150, |x, y| match (x / 50 + y / 50) % 2 {
            0 => Rgba([200, 30, 30, 255]),
            _ => Rgba([255, 255, 255, 255]),
        });
        for picture in [drawing, photo(900, 600, 3)] {
            let png = encoded(&DynamicImage::ImageRgba8(picture), ImageFormat::Png);
            let form = sticker(&png).unwrap();
            assert_eq!((form.mime_type, form.ending), ("image/webp", "webp"));
            assert!(fits(&form, MediaKind::Sticker), "{}", form.bytes.len());
            let back = image::load_from_memory(&form.bytes).unwrap().to_rgba8();
            assert_eq!(back.dimensions(), (512, 512));
            assert_eq!(back.get_pixel(0, 0).0[3], 0, "around it one sees through");
            assert_eq!(back.get_pixel(256, 256).0[3], u8::MAX);
            assert!(sticker(&form.bytes.into()).is_none(), "it is one now");
        }
    }

    #[test]
    fn noise_makes_no_sticker() {
        let png = encoded(
            &DynamicImage::ImageRgba8(photo(512, 512, 255)),
            ImageFormat::Png,
        );
        assert!(!fits(&sticker(&png).unwrap(), MediaKind::Sticker));
    }

    #[test]
    fn what_moves_and_what_is_broken_stays_as_it_is() {
        let gif = encoded(&DynamicImage::ImageRgba8(photo(8, 8, 0)), ImageFormat::Gif);
        let moving = [
            &gif[..13],
            b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0",
            &gif[13..],
        ]
        .concat();
        assert!(image(&moving.into()).is_none());
        assert!(image(&Bytes::from_static(b"BM, and no picture")).is_none());
    }
}
