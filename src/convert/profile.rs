//! LibreOffice's settings for one conversion. Nothing of the person's own settings is read or changed.

/// Settings: where, which, and what. Macros never run, links are never followed, and whatever would
/// be fetched is asked of a proxy that is not there.
const SETTINGS: [(&str, &str, &str); 25] = [
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Load", "UpdateDocMode", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    ("Office.Linguistic/General", "DefaultLocale", "en-GB"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    // What is printed is what is seen: no notes, no hidden slides, no fields to fill in.
    ("Office.Common/Filter/PDF/Export", "ExportNotes", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportNotesPages", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportHiddenSlides", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportFormFields", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportBookmarks", "true"),
];

/// The settings, as LibreOffice reads them from `user/registrymodifications.xcu`.
pub fn settings() -> String {
    let item = |(path, name, value): &(&str, &str, &str)| {
        format!(
            "<item oor:path=\"/org.openoffice.{path}\"><prop oor:name=\"{name}\" \
             oor:op=\"fuse\"><value>{value}</value></prop></item>\n"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<oor:items \
         xmlns:oor=\"http://openoffice.org/2001/registry\" \
         xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n{}</oor:items>\n",
        SETTINGS.iter().map(item).collect::<String>()
    )
}
