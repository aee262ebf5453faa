//! Contact cards.

use crate::meta::{At, Refusal};

const CARDS: usize = 257;
/// Lists of a card, and what their items are made of.
const LISTS: [(&str, &[&str]); 4] = [
    ("phones", &["phone", "type", "wa_id"]),
    ("emails", &["email", "type"]),
    ("urls", &["url", "type"]),
    (
        "addresses",
        &[
            "street",
            "city",
            "state",
            "zip",
            "country",
            "country_code",
            "type",
        ],
    ),
];
const NAMES: [&str; 5] = ["first_name", "last_name", "middle_name", "prefix", "suffix"];
const LIMIT: usize = 1_000;

pub(super) fn read(body: &At<'_>) -> Result<(), Refusal> {
    if body.value.as_array().is_some_and(Vec::is_empty) {
        return Err(Refusal::missing("contacts"));
    }
    for card in body.items_up_to(CARDS)? {
        let card = card.object()?;
        let name = card.need("name")?.object()?;
        name.need_text("formatted_name", LIMIT)?;
        for part in NAMES {
            name.may_have_text(part, LIMIT)?;
        }
        if let Some(birthday) = card.get("birthday") {
            birthday_is_a_day(&birthday)?;
        }
        for (list, members) in LISTS {
            let Some(list) = card.get(list) else { continue };
            for item in list.items()? {
                let item = item.object()?;
                for member in members {
                    item.may_have_text(member, LIMIT)?;
                }
            }
        }
    }
    Ok(())
}

fn birthday_is_a_day(birthday: &At<'_>) -> Result<(), Refusal> {
    let day: Result<jiff::civil::Date, _> = birthday.text()?.parse();
    day.map(|_| ())
        .map_err(|_| birthday.not_valid("must be a day written YYYY-MM-DD"))
}
