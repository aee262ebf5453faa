//! Customers, by their index: a name, a number of fiction, a user id.

use super::random::mix;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Country {
    Mexico,
    Brazil,
    UnitedStates,
}

const MEXICAN: [&str; 24] = [
    "María",
    "José",
    "Sofía",
    "Jesús",
    "Ximena",
    "Andrés",
    "Lucía",
    "Raúl",
    "Renata",
    "Héctor",
    "Valeria",
    "Iván",
    "Fernanda",
    "Óscar",
    "Guadalupe",
    "Martín",
    "Regina",
    "Adrián",
    "Natalia",
    "Sebastián",
    "Paola",
    "Emiliano",
    "Camila",
    "Joaquín",
];
const BRAZILIAN: [&str; 16] = [
    "João",
    "Antônia",
    "Letícia",
    "Thiago",
    "Beatriz",
    "Vinícius",
    "Larissa",
    "Mateus",
    "Júlia",
    "Caio",
    "Flávia",
    "Otávio",
    "Débora",
    "Murilo",
    "Conceição",
    "André",
];
const ENGLISH: [&str; 16] = [
    "Emma", "Noah", "Olivia", "Liam", "Grace", "Ethan", "Hannah", "Lucas", "Chloe", "Owen", "Zoe",
    "Caleb", "Nora", "Isaac", "Ruby", "Miles",
];
const SPANISH_SURNAMES: [&str; 24] = [
    "García",
    "Hernández",
    "López",
    "Martínez",
    "González",
    "Pérez",
    "Rodríguez",
    "Sánchez",
    "Ramírez",
    "Cruz",
    "Gómez",
    "Flores",
    "Morales",
    "Vázquez",
    "Jiménez",
    "Reyes",
    "Díaz",
    "Torres",
    "Gutiérrez",
    "Ruiz",
    "Mendoza",
    "Aguilar",
    "Ortiz",
    "Núñez",
];
const PORTUGUESE_SURNAMES: [&str; 16] = [
    "Silva",
    "Santos",
    "Oliveira",
    "Souza",
    "Lima",
    "Pereira",
    "Ferreira",
    "Araújo",
    "Gonçalves",
    "Ribeiro",
    "Carvalho",
    "Almeida",
    "Assunção",
    "Melo",
    "Conceição",
    "Magalhães",
];
const ENGLISH_SURNAMES: [&str; 16] = [
    "Reed", "Carter", "Bennett", "Foster", "Hayes", "Brooks", "Morgan", "Price", "Sullivan",
    "Parker", "Coleman", "Wood", "Bell", "Hughes", "Ellis", "Grant",
];

#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    index: u32,
}

impl Person {
    pub(crate) const fn of(index: u32) -> Self {
        Self { index }
    }

    pub(crate) const fn country(self) -> Country {
        match self.index % 10 {
            0..=4 => Country::Mexico,
            5..=7 => Country::UnitedStates,
            _ => Country::Brazil,
        }
    }

    /// A given name and two or one surnames, with their accents.
    pub(crate) fn name(self) -> String {
        let bits = mix(u64::from(self.index) ^ 0x4E41_4D45);
        let of = |names: &[&'static str], turn: u64| {
            let count = u64::try_from(names.len()).unwrap_or(1);
            names[usize::try_from((bits >> turn) % count).unwrap_or_default()]
        };
        match self.country() {
            Country::Mexico => format!(
                "{} {} {}",
                of(&MEXICAN, 0),
                of(&SPANISH_SURNAMES, 16),
                of(&SPANISH_SURNAMES, 32)
            ),
            Country::Brazil => format!("{} {}", of(&BRAZILIAN, 0), of(&PORTUGUESE_SURNAMES, 16)),
            Country::UnitedStates => format!("{} {}", of(&ENGLISH, 0), of(&ENGLISH_SURNAMES, 16)),
        }
    }

    /// Digits as Meta writes them. Every number stands in a range that is kept for fiction, or in a
    /// form of it: the exchange 555, the last four from 0100 to 0199.
    pub(crate) fn phone(self) -> String {
        // What would be a demo's own number, or a country's own code again, is skipped.
        let area = |place: u32| {
            if place >= 355 {
                201 + place
            } else {
                200 + place
            }
        };
        let (tens, rest) = (self.index / 10, self.index % 10);
        match self.country() {
            Country::Mexico => {
                let place = tens * 5 + rest;
                format!("52{}55501{:02}", area(place / 100), place % 100)
            }
            Country::UnitedStates => {
                let place = tens * 3 + rest - 5;
                format!("1{}55501{:02}", area(place / 100), place % 100)
            }
            Country::Brazil => {
                let place = tens * 2 + rest - 8;
                let (block, last) = (place / 100, place % 100);
                format!("55{}{}55501{last:02}", 12 + block % 88, 2 + block / 88)
            }
        }
    }

    /// The id under which the business knows the person whatever their phone is (BSUID).
    pub(crate) fn user_id(self) -> String {
        let country = match self.country() {
            Country::Mexico => "MX",
            Country::Brazil => "BR",
            Country::UnitedStates => "US",
        };
        format!(
            "{country}.{:016}",
            4_000_000_000_000_000 + u64::from(self.index)
        )
    }

    pub(crate) fn username(self) -> Option<String> {
        self.index
            .is_multiple_of(3)
            .then(|| format!("cliente.{}", self.index))
    }

    /// One in twenty-five shows the business no number.
    pub(crate) const fn hides_phone(self) -> bool {
        self.index % 25 == 24
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// As many as the options allow.
    const PEOPLE: u32 = 150_000;

    #[test]
    fn nobody_shares_a_number() {
        let phones: HashSet<String> = (0..PEOPLE).map(|index| Person::of(index).phone()).collect();
        assert_eq!(phones.len(), usize::try_from(PEOPLE).unwrap());
    }

    #[test]
    fn numbers_are_of_fiction() {
        for index in 0..PEOPLE {
            let person = Person::of(index);
            let phone = person.phone();
            let (start, last) = phone.split_at(phone.len() - 4);
            assert!(last.starts_with("01") && start.ends_with("555"), "{phone}");
            let length = match person.country() {
                Country::Mexico | Country::Brazil => 12,
                Country::UnitedStates => 11,
            };
            assert_eq!(phone.len(), length, "{phone}");
            assert!(
                !phone.starts_with("5255555501") && !phone.starts_with("15555501"),
                "{phone}"
            );
        }
    }
}
