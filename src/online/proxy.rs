//! Proxies. One of them would look names up in our place, and ask whatever address it finds.

use std::ffi::OsString;

/// The environment variables that name a proxy, in the order in which they are looked at.
const VARIABLES: [&str; 6] = ["ALL_PROXY", "all_proxy", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/// The environment variable that names a proxy, if one does. What it says may hold a password and is nobody's business.
pub fn proxy_variable() -> Option<&'static str> {
    first_set(|name| std::env::var_os(name))
}

fn first_set(value: impl Fn(&str) -> Option<OsString>) -> Option<&'static str> {
    VARIABLES.into_iter().find(|name| value(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_names_nothing() {
        let with = |set: &'static str, value: &'static str| first_set(move |name| (name == set).then(|| value.into()));
        assert_eq!(with("HTTPS_PROXY", ""), None);
        assert_eq!(with("https_proxy", "http://proxy.example:3128"), Some("https_proxy"));
        assert_eq!(with("NO_PROXY", "*"), None);
    }
}
