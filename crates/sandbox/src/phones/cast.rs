//! The virtual customers of the demo, with numbers that are reserved for fiction.

use crate::world::CustomerSpec;

struct Person {
    phone: &'static str,
    name: &'static str,
    locale: &'static str,
    username: Option<&'static str>,
}

const fn person(phone: &'static str, name: &'static str, locale: &'static str) -> Person {
    Person {
        phone,
        name,
        locale,
        username: None,
    }
}

const PEOPLE: [Person; 12] = [
    person("+525555550111", "Mariana Robles", "es"),
    person("+551155550112", "Thiago Nogueira", "pt"),
    Person {
        username: Some("@lupita.decora"),
        ..person("+525555550113", "Lupita Cárdenas", "es")
    },
    person("+13055550114", "Hannah Whitfield", "en"),
    person("+525555550115", "Arq. Efraín Solís", "es"),
    person("+551155550116", "Beatriz Azevedo", "pt"),
    person("+525555550117", "Don Chuy 🔨", "es"),
    person("+13055550118", "Marcus Oyelaran", "en"),
    person("+525555550119", "Ximena Ñáñez", "es"),
    Person {
        username: Some("@joaoreforma"),
        ..person("+551155550120", "João Pedro Reformas", "pt")
    },
    person("+13055550121", "Priya Raman", "en"),
    person("+525555550122", "Tere Villaseñor", "es"),
];

/// Twelve people who write by themselves, in Spanish, Portuguese and English.
pub fn cast() -> Vec<CustomerSpec> {
    let specs = PEOPLE
        .iter()
        .enumerate()
        .map(|(position, person)| CustomerSpec {
            phone: Some(person.phone.to_owned()),
            username: person.username.map(str::to_owned),
            name: person.name.to_owned(),
            locale: person.locale.to_owned(),
            automatic: true,
            from_ad: position == 2,
            ..CustomerSpec::default()
        });
    specs.collect()
}
