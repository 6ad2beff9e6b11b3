package dev.tokenwright.app.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time that templates see. */
final class Clock {
    @Option(
            names = "--now",
            paramLabel = "INSTANT",
            description = "The time that strftime_now shows, such as 2026-07-04T09:05:03 (default: the local time).")
    @Nullable
    String now;

    LocalDateTime time() {
        if (now == null) {
            return LocalDateTime.now(java.time.ZoneId.systemDefault());
        }
        String text = now.replace(' ', 'T');
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text).atStartOfDay();
            }
            boolean zoned = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d");
            return zoned ? OffsetDateTime.parse(text).toLocalDateTime() : LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new CliException("--now \"" + now + "\" is no time; write it as 2026-07-04T09:05:03");
        }
    }
}
