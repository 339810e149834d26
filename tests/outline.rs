//! `jdlint outline --steps`: the hiring steps of pages for people, programs and spreadsheets.

mod support;

use support::{folder, jdlint};

const JOBS: [(&str, &str); 3] = [
    (
        "jobs/a.md",
        "---\ntitle: =cmd()\n---\n\n## Hiring Process\n\n- A 30-minute screening call with our recruiter\n\
         - A second interview with two peers\n- Candidates may be invited to an interview with the CEO\n- Juggling\n",
    ),
    ("jobs/b.md", "# B\n\n## Responsibilities\n\n- Sails\n"),
    ("notes.md", "## Hiring Process\n\n- Screening call\n- Offer\n"),
];

#[test]
fn steps_are_listed_with_their_stages() {
    let folder = folder(&JOBS);
    let run = jdlint(folder.path(), &["outline", "--steps", "jobs"]);
    let expected = "\
jobs/a.md: =cmd()
   list 1 (items), Hiring Process
      screening       line 7 (30 min): A 30-minute screening call with our recruiter
      peer            line 8 (no. 2): A second interview with two peers
      executive       line 9 (optional): Candidates may be invited to an interview with the CEO
      ?               line 10: Juggling
jobs/b.md: B
   no hiring steps
";
    assert_eq!((run.stdout.as_str(), run.code), (expected, 0));
}

#[test]
fn the_matrix_has_a_row_for_each_list_and_no_formula() {
    let folder = folder(&JOBS);
    // A page that is named is one, whatever its folder.
    let run = jdlint(folder.path(), &["outline", "--steps", "--format", "csv", "jobs", "notes.md"]);
    let rows: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        rows,
        [
            "file,line,title,section,form,steps,unknown,apply,screening,assessment,hiring-manager,technical,peer,\
             manager,vp,director,executive,interview,offer,note,reference",
            "jobs/a.md,7,'=cmd(),Hiring Process,items,4,4,,1,,,,2,,,,3,,,,",
            "notes.md,3,,Hiring Process,items,2,,,1,,,,,,,,,,2,,",
        ]
    );
}

#[test]
fn programs_get_the_facts_of_each_step() {
    let folder = folder(&JOBS);
    let run = jdlint(folder.path(), &["outline", "--steps", "--format", "json", "jobs/a.md"]);
    let pages: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let steps = &pages[0]["lists"][0]["steps"];
    assert_eq!(steps[0]["minutes"], serde_json::json!({ "least": 30, "most": 30 }));
    assert_eq!(steps[0]["who"], "our recruiter");
    assert_eq!(steps[1]["ordinal"], 2);
    assert_eq!(steps[2]["optional"], true);
    assert_eq!(steps[3]["stage"], serde_json::Value::Null);
}

#[test]
fn a_page_that_cannot_be_read_stops_no_other() {
    let folder = folder(&JOBS);
    std::fs::write(folder.path().join("jobs/c.md"), b"## Hiring Process\n\n- \xff\n").expect("written");
    let run = jdlint(folder.path(), &["outline", "--steps", "jobs"]);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("A 30-minute screening call") && run.stderr.contains("jobs/c.md"), "{}", run.stderr);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let folder = folder(&JOBS);
    for (args, message) in [
        (vec!["outline", "jobs/a.md", "jobs/b.md"], "add --steps"),
        (vec!["outline", "jobs/a.md", "--format", "csv"], "add --steps"),
        (vec!["outline", "--steps", "-"], "name a file"),
        (vec!["outline"], "PATH"),
    ] {
        let run = jdlint(folder.path(), &args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
    }
}
