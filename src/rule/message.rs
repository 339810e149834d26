//! Messages with gaps for values: "`{match}` leaves out people who are neither".

/// A message of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Value(String),
}

impl Message {
    /// Reads a template. A brace that is no gap is a brace.
    pub fn read(template: &str) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = template;
        while let Some(start) = rest.find('{') {
            let name_len = rest[start + 1..].find('}').unwrap_or(0);
            let name = &rest[start + 1..start + 1 + name_len];
            let is_gap = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if is_gap {
                text.push_str(&rest[..start]);
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(Part::Value(name.to_owned()));
                rest = &rest[start + name_len + 2..];
            } else {
                text.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
            }
        }
        text.push_str(rest);
        parts.push(Part::Text(text));
        Self(parts)
    }

    /// The names of its gaps.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            Part::Value(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The message with its values. A value the check did not give is left out.
    pub fn fill(&self, values: &[(&'static str, String)]) -> String {
        let value = |name: &str| values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        self.0
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.as_str(),
                Part::Value(name) => value(name),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn fills_gaps_and_keeps_other_braces() {
        let message = Message::read("`{match}` in {Curly} {} { x }: {replacement}");
        assert_eq!(message.names().collect::<Vec<_>>(), ["match", "replacement"]);
        let values = [("match", "her/his".to_owned()), ("replacement", "their".to_owned())];
        assert_eq!(message.fill(&values), "`her/his` in {Curly} {} { x }: their");
    }
}
