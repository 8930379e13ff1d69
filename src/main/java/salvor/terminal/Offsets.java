package salvor.terminal;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import salvor.evidence.ClockOffsets;
import salvor.evidence.OffsetText;
import salvor.evidence.Visible;

/** Offsets of clocks as a command line names them: {@code SOURCE=+3.2s}. */
final class Offsets {
  private Offsets() {}

  /**
   * Nanoseconds by the name of a source.
   *
   * @param option what the user calls them
   * @throws CommandLine.ParameterException when one is not understood, or a source is named twice
   */
  static Map<String, Long> read(CommandLine line, String option, List<String> given) {
    Map<String, Long> offsets = new LinkedHashMap<>();
    for (String each : given) {
      int at = each.lastIndexOf('='); // a path may hold this sign, an offset cannot
      if (at <= 0) {
        throw new CommandLine.ParameterException(
            line, option + ": " + each + " is not SOURCE=OFFSET, such as node.log=+3.2s");
      }
      String source = each.substring(0, at);
      String text = each.substring(at + 1);
      Optional<Long> nanos = text.equals("0") ? Optional.of(0L) : OffsetText.read(text);
      if (nanos.isEmpty()) {
        throw new CommandLine.ParameterException(
            line,
            option
                + ": "
                + (text.isEmpty() ? "after the = there" : text)
                + " is no offset; give a sign and numbers with a unit (d h m s ms us ns), such as"
                + " +3.2s or -1h30m");
      }
      if (offsets.put(source, nanos.get()) != null) {
        throw new CommandLine.ParameterException(
            line, option + ": " + source + " is given twice; give one offset for each source");
      }
    }
    return offsets;
  }

  /**
   * Zones by the name of a source: {@code SOURCE=Europe/Berlin}; empty for {@code none}.
   *
   * @param option what the user calls them
   * @throws CommandLine.ParameterException when one is not understood, or a source is named twice
   */
  static Map<String, Optional<ZoneId>> zones(CommandLine line, String option, List<String> given) {
    Map<String, Optional<ZoneId>> zones = new LinkedHashMap<>();
    for (String each : given) {
      int at = each.lastIndexOf('=');
      String name = each.substring(at + 1);
      Optional<ZoneId> zone;
      try {
        zone = name.equals("none") ? Optional.empty() : Optional.of(ZoneId.of(name));
      } catch (DateTimeException _) {
        at = -1;
        zone = Optional.empty();
      }
      if (at <= 0) {
        throw new CommandLine.ParameterException(
            line,
            option + ": " + each + " is not SOURCE=ZONE, such as node.log=Europe/Berlin or UTC");
      }
      if (zones.put(each.substring(0, at), zone) != null) {
        throw new CommandLine.ParameterException(
            line, option + ": " + each.substring(0, at) + " is given twice");
      }
    }
    return zones;
  }

  /**
   * Says why an offset cannot be set.
   *
   * @param option what it was given by, with a colon and a space behind; empty for none
   * @param list what lists the sources
   */
  static int unusable(
      Desk desk, String command, String option, String list, ClockOffsets.Unusable reason) {
    String source = Visible.text(reason.source());
    desk.err()
        .println(
            "salvor "
                + command
                + ": "
                + option
                + switch (reason.problem()) {
                  case NO_SUCH_SOURCE ->
                      "no source is called " + source + "; " + list + " lists the sources";
                  case SEVERAL_SOURCES ->
                      "several sources end with " + source + "; give the whole path";
                  case OUT_OF_RANGE ->
                      "a time of " + source + " would leave the years 1677 to 2262";
                });
    return ExitCode.USAGE;
  }
}
