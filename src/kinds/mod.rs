//! The kinds of rules: one file each, none knows another. This table is the only place that names them all.

mod empty_section;
mod front_matter;
mod links;
mod phrase;
mod placeholder;
mod required_section;
mod step_order;

use crate::rule::KindEntry;

/// All kinds, in the order of the alphabet.
pub const KINDS: &[KindEntry] = &[
    KindEntry::of::<empty_section::EmptySection>(),
    KindEntry::of::<front_matter::FrontMatter>(),
    KindEntry::of::<links::Links>(),
    KindEntry::of::<phrase::Phrase>(),
    KindEntry::of::<placeholder::Placeholder>(),
    KindEntry::of::<required_section::RequiredSection>(),
    KindEntry::of::<step_order::StepOrder>(),
];
