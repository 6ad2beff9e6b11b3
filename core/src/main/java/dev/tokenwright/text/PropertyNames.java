package dev.tokenwright.text;

import java.util.Map;

/** Long and alternative names of Unicode general categories, folded to lower case without separators. */
final class PropertyNames {
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("letter", "l"),
            Map.entry("uppercaseletter", "lu"),
            Map.entry("lowercaseletter", "ll"),
            Map.entry("titlecaseletter", "lt"),
            Map.entry("casedletter", "lc"),
            Map.entry("modifierletter", "lm"),
            Map.entry("otherletter", "lo"),
            Map.entry("mark", "m"),
            Map.entry("combiningmark", "m"),
            Map.entry("nonspacingmark", "mn"),
            Map.entry("spacingmark", "mc"),
            Map.entry("enclosingmark", "me"),
            Map.entry("number", "n"),
            Map.entry("decimalnumber", "nd"),
            Map.entry("letternumber", "nl"),
            Map.entry("othernumber", "no"),
            Map.entry("punctuation", "p"),
            Map.entry("connectorpunctuation", "pc"),
            Map.entry("dashpunctuation", "pd"),
            Map.entry("openpunctuation", "ps"),
            Map.entry("closepunctuation", "pe"),
            Map.entry("initialpunctuation", "pi"),
            Map.entry("finalpunctuation", "pf"),
            Map.entry("otherpunctuation", "po"),
            Map.entry("symbol", "s"),
            Map.entry("mathsymbol", "sm"),
            Map.entry("currencysymbol", "sc"),
            Map.entry("modifiersymbol", "sk"),
            Map.entry("othersymbol", "so"),
            Map.entry("separator", "z"),
            Map.entry("spaceseparator", "zs"),
            Map.entry("lineseparator", "zl"),
            Map.entry("paragraphseparator", "zp"),
            Map.entry("other", "c"),
            Map.entry("control", "cc"),
            Map.entry("format", "cf"),
            Map.entry("surrogate", "cs"),
            Map.entry("privateuse", "co"),
            Map.entry("unassigned", "cn"));

    private PropertyNames() {}

    static String canonical(String foldedName) {
        return SHORT.getOrDefault(foldedName, foldedName);
    }
}
