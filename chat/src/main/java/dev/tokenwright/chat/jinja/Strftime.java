package dev.tokenwright.chat.jinja;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** Dates as {@code strftime} of the C locale writes them. */
final class Strftime {
    private Strftime() {}

    static String format(Render render, String format, LocalDateTime now) {
        StringBuilder out = new StringBuilder();
        for (int index = 0; index < format.length(); index++) {
            char unit = format.charAt(index);
            if (unit != '%' || index + 1 == format.length()) {
                out.append(unit);
                continue;
            }
            char flag = format.charAt(index + 1);
            boolean flagged = "-_0^#".indexOf(flag) >= 0 && index + 2 < format.length();
            char directive = format.charAt(index + (flagged ? 2 : 1));
            String plain = directive(directive, now);
            if (plain.isEmpty() && directive != 'Z' && directive != 'z') {
                out.append(unit);
                continue;
            }
            out.append(flagged ? flagged(plain, flag) : plain);
            index += flagged ? 2 : 1;
            render.spend(plain.length());
        }
        return out.toString();
    }

    private static String flagged(String text, char flag) {
        if (flag == '^') {
            return text.toUpperCase(Locale.ROOT);
        }
        if (flag == '#') {
            return text.equals("AM") || text.equals("PM")
                    ? text.toLowerCase(Locale.ROOT)
                    : text.toUpperCase(Locale.ROOT);
        }
        int padding = 0;
        while (padding < text.length() - 1 && (text.charAt(padding) == '0' || text.charAt(padding) == ' ')) {
            padding++;
        }
        String digits = text.substring(padding);
        return switch (flag) {
            case '-' -> digits;
            case '_' -> " ".repeat(padding) + digits;
            default -> "0".repeat(padding) + digits;
        };
    }

    /** The text of a directive; empty when there is no such directive. */
    private static String directive(char directive, LocalDateTime now) {
        return switch (directive) {
            case 'c' -> Strftime.format(Globals.scratch(), "%a %b %e %H:%M:%S %Y", now);
            case 'D', 'x' -> Strftime.format(Globals.scratch(), "%m/%d/%y", now);
            case 'F' -> Strftime.format(Globals.scratch(), "%Y-%m-%d", now);
            case 'R' -> Strftime.format(Globals.scratch(), "%H:%M", now);
            case 'r' -> Strftime.format(Globals.scratch(), "%I:%M:%S %p", now);
            case 'T', 'X' -> Strftime.format(Globals.scratch(), "%H:%M:%S", now);
            case 'A' -> now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' -> now.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> now.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'p' -> now.getHour() < 12 ? "AM" : "PM";
            case 'P' -> now.getHour() < 12 ? "am" : "pm";
            case 'n' -> "\n";
            case 't' -> "\t";
            case '%' -> "%";
            default -> number(directive, now);
        };
    }

    private static String number(char directive, LocalDateTime now) {
        int weekday = now.getDayOfWeek().getValue();
        int hour12 = now.getHour() % 12 == 0 ? 12 : now.getHour() % 12;
        return switch (directive) {
            case 'C' -> zeros(now.getYear() / 100, 2);
            case 'd' -> zeros(now.getDayOfMonth(), 2);
            case 'e' -> blanks(now.getDayOfMonth());
            case 'f' -> zeros(now.getNano() / 1000, 6);
            case 'G' -> Integer.toString(now.get(IsoFields.WEEK_BASED_YEAR));
            case 'g' -> zeros(now.get(IsoFields.WEEK_BASED_YEAR) % 100, 2);
            case 'H' -> zeros(now.getHour(), 2);
            case 'I' -> zeros(hour12, 2);
            case 'j' -> zeros(now.getDayOfYear(), 3);
            case 'k' -> blanks(now.getHour());
            case 'l' -> blanks(hour12);
            case 'M' -> zeros(now.getMinute(), 2);
            case 'm' -> zeros(now.getMonthValue(), 2);
            case 'S' -> zeros(now.getSecond(), 2);
            case 'U' -> zeros((now.getDayOfYear() + 6 - weekday % 7) / 7, 2);
            case 'u' -> Integer.toString(weekday);
            case 'V' -> zeros(now.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case 'W' -> zeros((now.getDayOfYear() + 6 - (weekday + 6) % 7) / 7, 2);
            case 'w' -> Integer.toString(weekday % 7);
            case 'Y' -> Integer.toString(now.get(ChronoField.YEAR));
            case 'y' -> zeros(now.getYear() % 100, 2);
            case 's' -> Long.toString(now.toEpochSecond(java.time.ZoneOffset.UTC));
            default -> "";
        };
    }

    private static String zeros(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private static String blanks(int number) {
        return number < 10 ? " " + number : Integer.toString(number);
    }
}
