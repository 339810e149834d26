//! The kinds of rules: one file each, none knows another. This table is the only place that names them all.

mod balance;
mod boilerplate;
mod duration_form;
mod empty_section;
mod front_matter;
mod front_matter_keys;
mod heading;
mod items;
mod level_order;
mod link_syntax;
mod link_text;
mod links;
mod list;
mod list_break;
mod list_marks;
mod measure;
mod missing_stage;
mod path;
mod pattern;
mod pay_range;
mod phrase;
mod placeholder;
mod repetition;
mod required_phrase;
mod required_section;
mod section_order;
mod spelling;
mod step_order;
mod steps;
mod substitution;
mod years;

use crate::rule::KindEntry;

/// All kinds, in the order of the alphabet.
pub const KINDS: &[KindEntry] = &[
    KindEntry::of::<balance::Balance>(),
    KindEntry::of::<boilerplate::Boilerplate>(),
    KindEntry::of::<duration_form::DurationForm>(),
    KindEntry::of::<empty_section::EmptySection>(),
    KindEntry::of::<front_matter::FrontMatter>(),
    KindEntry::of::<front_matter_keys::FrontMatterKeys>(),
    KindEntry::of::<heading::HeadingForm>(),
    KindEntry::of::<items::Items>(),
    KindEntry::of::<level_order::LevelOrder>(),
    KindEntry::of::<link_syntax::LinkSyntax>(),
    KindEntry::of::<link_text::LinkText>(),
    KindEntry::of::<links::Links>(),
    KindEntry::of::<list::Lists>(),
    KindEntry::of::<list_break::ListBreak>(),
    KindEntry::of::<list_marks::ListMarks>(),
    KindEntry::of::<measure::Measure>(),
    KindEntry::of::<missing_stage::MissingStage>(),
    KindEntry::of::<path::PathCase>(),
    KindEntry::of::<pattern::Patterns>(),
    KindEntry::of::<pay_range::PayRange>(),
    KindEntry::of::<phrase::Phrase>(),
    KindEntry::of::<placeholder::Placeholder>(),
    KindEntry::of::<repetition::Repetition>(),
    KindEntry::of::<required_phrase::RequiredPhrase>(),
    KindEntry::of::<required_section::RequiredSection>(),
    KindEntry::of::<section_order::SectionOrder>(),
    KindEntry::of::<spelling::Spelling>(),
    KindEntry::of::<step_order::StepOrder>(),
    KindEntry::of::<steps::Steps>(),
    KindEntry::of::<substitution::Substitution>(),
    KindEntry::of::<years::Years>(),
];
