//! The ids that the API shows, as the database holds them (TypeID: a prefix, and 128 bits in base 32).

use anyhow::{Context, Result};
use uuid::Uuid;

const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";

pub(crate) fn decode(text: &str) -> Result<Uuid> {
    let digits = text.rsplit('_').next().unwrap_or_default();
    digits
        .chars()
        .try_fold(0_u128, |bits, letter| {
            let digit = u128::try_from(ALPHABET.find(letter)?).ok()?;
            Some((bits << 5) | digit)
        })
        .filter(|_| digits.len() == 26)
        .map(Uuid::from_u128)
        .with_context(|| format!("`{text}` is no id"))
}

pub(crate) fn encode(prefix: &str, id: Uuid) -> String {
    let bits = id.as_u128();
    let digit = |place: u32| {
        let value = usize::try_from((bits >> (5 * place)) & 31).unwrap_or_default();
        &ALPHABET[value..=value]
    };
    let digits: String = (0..26).rev().map(digit).collect();
    format!("{prefix}_{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specification_s_example_holds() {
        let id: Uuid = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        assert_eq!(encode("conv", id), "conv_01h455vb4pex5vsknk084sn02q");
        assert_eq!(decode("conv_01h455vb4pex5vsknk084sn02q").unwrap(), id);
        assert!(decode("conv_01h455").is_err());
        assert!(decode("conv_01h455vb4pex5vsknk084sn02u").is_err());
    }
}
