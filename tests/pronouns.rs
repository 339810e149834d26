//! Pairs of pronouns in sentences of all kinds: what `--fix` writes is correct English, and where that is not sure it
//! writes nothing.

use std::sync::Arc;

use jdlint::diagnostic::Safety;
use jdlint::{CommandLine, Linter, Project, Source, fixer};

/// Sentences, and what they become.
const REWRITTEN: [(&str, &str); 96] = [
    // Possessives.
    ("Find her/his job title on the team page.", "Find their job title on the team page."),
    ("Each lead plans his or her own week.", "Each lead plans their own week."),
    ("His/her calendar is open to all.", "Their calendar is open to all."),
    ("Her or his manager signs the form.", "Their manager signs the form."),
    ("Ask the pilot about his / her route.", "Ask the pilot about their route."),
    ("A keeper knows his and/or her lamp.", "A keeper knows their lamp."),
    ("The desk is his or hers.", "The desk is theirs."),
    ("If the idea is hers/his, credit is due.", "If the idea is theirs, credit is due."),
    ("Every engineer presents HIS/HER work.", "Every engineer presents THEIR work."),
    // Objects.
    ("Tell him/her early.", "Tell them early."),
    ("We pay her or him on the first of the month.", "We pay them on the first of the month."),
    ("The team supports him or her with code review.", "The team supports them with code review."),
    ("Write to her/him if in doubt.", "Write to them if in doubt."),
    // Reflexives.
    ("A lead who surprises himself or herself learns most.", "A lead who surprises themselves learns most."),
    ("The keeper looks after him/herself at sea.", "The keeper looks after themselves at sea."),
    ("Nobody has to do it all by himself/herself.", "Nobody has to do it all by themselves."),
    // Verbs that are the same after any pronoun.
    ("He/she will lead the crew.", "They will lead the crew."),
    ("In a year he or she should know every buoy.", "In a year they should know every buoy."),
    ("She/he can work from any harbor.", "They can work from any harbor."),
    ("S/he must sign the log.", "They must sign the log."),
    ("(S)he may choose the ship.", "They may choose the ship."),
    ("We ask what he/she would change.", "We ask what they would change."),
    ("He or she cannot swim.", "They cannot swim."),
    ("He or she had a first look.", "They had a first look."),
    ("He/she joined in spring.", "They joined in spring."),
    ("Last year she or he led two crews.", "Last year they led two crews."),
    ("He/she did not ask.", "They did not ask."),
    ("He or she shouldn't wait.", "They shouldn't wait."),
    ("The pilot whom he/she trained has left.", "The pilot whom they trained has left."),
    // Forms of be, have and do.
    ("He/she is the first to know.", "They are the first to know."),
    ("If he or she was at sea, we wait.", "If they were at sea, we wait."),
    ("He/she has a desk by the window.", "They have a desk by the window."),
    ("He or she does the night watch.", "They do the night watch."),
    ("He/she isn't alone.", "They aren't alone."),
    ("She or he wasn't told.", "They weren't told."),
    ("He/she hasn't read the log.", "They haven't read the log."),
    ("He or she doesn't need a degree.", "They don't need a degree."),
    ("She/he goes to sea twice a year.", "They go to sea twice a year."),
    ("We value who she/he is.", "We value who they are."),
    // Other verbs.
    ("He/she reports to the harbor master.", "They report to the harbor master."),
    ("He or she leads the night crew.", "They lead the night crew."),
    ("She/he carries the lamp.", "They carry the lamp."),
    ("He/she teaches one class a week.", "They teach one class a week."),
    ("He or she discusses the route with the crew.", "They discuss the route with the crew."),
    ("He/she manages the fleet.", "They manage the fleet."),
    ("He or she makes the rota.", "They make the rota."),
    ("In this role he/she owns the roadmap.", "In this role they own the roadmap."),
    ("The engineer writes code that he/she understands.", "The engineer writes code that they understand."),
    ("We ask how he or she works.", "We ask how they work."),
    ("When he/she joins, we sail.", "When they join, we sail."),
    ("She or he sees the whole coast.", "They see the whole coast."),
    ("He/she chooses the tools.", "They choose the tools."),
    ("He or she solves hard problems.", "They solve hard problems."),
    ("He/she tries new routes.", "They try new routes."),
    ("What he or she says counts.", "What they say counts."),
    ("He/she wants to learn.", "They want to learn."),
    ("He or she fixes the engine.", "They fix the engine."),
    ("He/she applies the paint.", "They apply the paint."),
    // Contractions.
    ("He/she won't sail alone.", "They won't sail alone."),
    ("If she or he can't come, we wait.", "If they can't come, we wait."),
    ("He or she hadn't read the log.", "They hadn't read the log."),
    ("She/he wouldn't mind.", "They wouldn't mind."),
    // More than one case in a sentence.
    ("He or she tells the crew about himself or herself.", "They tell the crew about themselves."),
    ("Ask him/her about his/her first ship.", "Ask them about their first ship."),
    ("He/she must know his or her limits, and we trust her or him.", "They must know their limits, and we trust them."),
    ("The choice is his/hers, and he/she makes it alone.", "The choice is theirs, and they make it alone."),
    ("She or he brings her or his own tools.", "They bring their own tools."),
    ("A pilot does what he or she must for his or her crew.", "A pilot does what they must for their crew."),
    // Subordinate clauses, and objects of prepositions.
    ("We hire whoever says that he or she loves the sea.", "We hire whoever says that they love the sea."),
    ("The work that he/she does matters to us.", "The work that they do matters to us."),
    ("Before he or she leaves, we talk with him or her.", "Before they leave, we talk with them."),
    ("We want to know why she/he applies.", "We want to know why they apply."),
    ("No one works against her/him.", "No one works against them."),
    ("Unless he/she asks, nobody looks.", "Unless they ask, nobody looks."),
    ("The crew that she or he leads is small.", "The crew that they lead is small."),
    ("HE/SHE MUST SIGN.", "THEY MUST SIGN."),
    // Modals with adverbs, and pasts.
    ("He or she should always ask first.", "They should always ask first."),
    ("She/he has never missed a tide.", "They have never missed a tide."),
    ("He/she kept the log for years.", "They kept the log for years."),
    ("He or she was the first keeper.", "They were the first keeper."),
    // Adverbs between.
    ("He/she usually reports on Monday.", "They usually report on Monday."),
    ("He or she also is a trainer.", "They also are a trainer."),
    ("She/he never works alone.", "They never work alone."),
    ("He/she always clearly explains the risk.", "They always clearly explain the risk."),
    ("He or she often will travel.", "They often will travel."),
    // Questions.
    ("Does he or she know the coast?", "Do they know the coast?"),
    ("Is he/she ready?", "Are they ready?"),
    ("How does she or he learn?", "How do they learn?"),
    ("What has he/she built?", "What have they built?"),
    ("When was she/he hired?", "When were they hired?"),
    // Without a verb of its own.
    ("Nobody knows it better than he or she.", "Nobody knows it better than they."),
    ("What matters is he or she knows the coast.", "What matters is they know the coast."),
    // Several in one sentence, and several sentences.
    ("He/she plans his/her week.", "They plan their week."),
    (
        "Each lead plans who he or she will hire, and tells him/her early.",
        "Each lead plans who they will hire, and tells them early.",
    ),
    ("He/she leads. She/he decides. We help him or her.", "They lead. They decide. We help them."),
    ("His or her manager says what he or she needs.", "Their manager says what they need."),
];

/// Sentences of which only a reader can say what they become, and some that are right as they are.
const LEFT_ALONE: [&str; 14] = [
    // The second verb may be a noun.
    "He/she writes plans and reports to the master.",
    "He or she leads the crew and trains new keepers.",
    "He/she plans, builds and tests the lamps.",
    // A verb that is not known.
    "He/she zigzags through the harbor.",
    "He or she vlogs.",
    // Something between the pronoun and its verb.
    "He/she, as the lead, decides.",
    "He or she and the crew sail.",
    "It is up to the lead, he/she, to say so.",
    // Markup in between would be lost.
    "Ask **his** or *her* manager.",
    // Pronouns that people give for themselves.
    "Contact Ada Lovelace (she/her), who leads the team.",
    "Add your pronouns (she/her) to your profile.",
    // No pairs.
    "The inner sheath protects others, here and there.",
    "They report to their manager.",
    "Use `his/her` in the query.",
];

/// Sentences whose later words are probably verbs of the same pronoun: mended with `--unsafe-fixes`.
const PROBABLY: [(&str, &str); 3] = [
    ("He or she leads the crew and trains new keepers.", "They lead the crew and train new keepers."),
    ("He/she plans, builds and tests the lamps.", "They plan, build and test the lamps."),
    ("She/he reports to the master and speaks for the crew.", "They report to the master and speak for the crew."),
];

fn linter() -> Arc<Linter> {
    let command_line = CommandLine { select: vec!["gendered-pronoun-pair".to_owned()], ..CommandLine::default() };
    let folder = tempfile::tempdir().expect("a folder");
    Project::new(folder.path().to_owned(), command_line).linter("job.md".as_ref()).expect("the default policy")
}

fn fixed(linter: &Linter, sentence: &str, least: Safety) -> String {
    // Words around it say that the page is in English.
    let before = "# Keeper\n\nThis is the job of a keeper of the light, and what it is like to work with us.\n\n";
    let source = Source::new("job.md", format!("{before}{sentence}\n"));
    let text = fixer::fix(linter, &source, least).expect("the fixes come to rest").text;
    text.strip_prefix(before).expect("the rest is as it was").trim_end().to_owned()
}

#[test]
fn pairs_become_correct_english() {
    let linter = linter();
    for (sentence, expected) in REWRITTEN {
        assert_eq!(fixed(&linter, sentence, Safety::Safe), expected);
    }
}

#[test]
fn what_is_not_sure_is_left_to_a_reader() {
    let linter = linter();
    for sentence in LEFT_ALONE {
        assert_eq!(fixed(&linter, sentence, Safety::Safe), sentence);
    }
}

#[test]
fn what_is_probable_is_mended_for_who_looks_at_it() {
    let linter = linter();
    for (sentence, expected) in PROBABLY {
        assert_eq!(fixed(&linter, sentence, Safety::Unsafe), expected);
    }
}
