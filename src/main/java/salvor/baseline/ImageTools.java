package salvor.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageContents;
import salvor.workload.ImagePaths;
import salvor.workload.ImageReport.Software;

/**
 * What an attacker finds in an image, by its files, or where these are not listed by the names of
 * its packages; and of each program whether a baseline knows its use.
 */
public final class ImageTools {
  private static final String SETUID = "T1548.001";
  private static final String CAPABILITIES = "T1548";

  /** Package managers of distributions, by whose packages programs come under their own names. */
  private static final List<String> SYSTEM =
      List.of("pkg:apk/", "pkg:deb/", "pkg:rpm/", "pkg:alpm/");

  private static final Set<String> SYSTEM_TYPES = Set.of("apk", "deb", "rpm", "alpm");

  /** Packages that do not have the name of their program. */
  private static final Map<String, String> PROGRAM =
      Map.ofEntries(
          Map.entry("apk-tools", "apk"),
          Map.entry("busybox-binsh", "sh"),
          Map.entry("perl-base", "perl"),
          Map.entry("python3-minimal", "python3"),
          Map.entry("openssh-client", "ssh"),
          Map.entry("openssh-clients", "ssh"),
          Map.entry("openssh-server", "sshd"),
          Map.entry("netcat-openbsd", "nc"),
          Map.entry("netcat-traditional", "nc"),
          Map.entry("nmap-ncat", "ncat"),
          Map.entry("util-linux", "nsenter"),
          Map.entry("binutils", "ld"),
          Map.entry("wireshark-cli", "tshark"));

  private final List<Trait.Exec> known;
  private final boolean toTheEnd;
  private final boolean shellScripts;
  private final boolean otherScripts;
  private final Map<String, ImageTool> tools = new LinkedHashMap<>();

  private ImageTools(Matching.@Nullable Match match) {
    Profile profile = match == null ? null : match.profile();
    known =
        profile == null
            ? List.of()
            : profile.elements(Facet.EXEC).stream()
                .map(Element::trait)
                .filter(Trait.Exec.class::isInstance)
                .map(Trait.Exec.class::cast)
                .toList();
    toTheEnd =
        match != null
            && profile != null
            && match.rule() != Matching.Rule.OTHER_DIGEST
            && profile.state(Facet.EXEC) == FacetState.STABLE;
    shellScripts = known.stream().anyMatch(e -> e.executable().endsWith(".sh"));
    otherScripts = known.stream().anyMatch(e -> e.executable().matches(".*\\.(py|pl|rb|js|php)"));
  }

  /**
   * What is found, by what it gives and then by its path.
   *
   * @param contents what is known of the image's files
   * @param software its packages, looked at where no file is known
   * @param match the baseline of a container of it; null when none is to be asked
   */
  public static List<ImageTool> of(
      List<ImageContents> contents, List<Software> software, Matching.@Nullable Match match) {
    ImageTools tools = new ImageTools(match);
    contents.forEach(tools::files);
    if (contents.isEmpty()) {
      software.forEach(tools::software);
    }
    List<ImageTool> found = new ArrayList<>(tools.tools.values());
    found.sort(
        Comparator.comparingInt((ImageTool t) -> t.utility() == null ? 99 : t.utility().ordinal())
            .thenComparing(ImageTool::path));
    return found;
  }

  private void files(ImageContents image) {
    ImagePaths paths = new ImagePaths(image);
    for (ImageContents.File file : image.files()) {
      for (Utility utility : Utility.of(Program.base(file.path()))) {
        add(utility, utility.technique(), file.path(), ImageTool.Found.FILE, file.path());
      }
      if (file.raises()) {
        boolean mode = file.mode() >= 0 && (file.mode() & 06000) != 0;
        String technique = mode ? SETUID : CAPABILITIES;
        add(null, technique, file.path(), ImageTool.Found.FILE, file.path());
      }
    }
    for (String link : image.links().keySet()) {
      ImageContents.File target = paths.find(link);
      if (target != null) {
        for (Utility utility : Utility.of(Program.base(link))) {
          add(utility, utility.technique(), link, ImageTool.Found.LINK, target.path());
        }
      }
    }
  }

  private void software(Software one) {
    boolean system =
        one.purl() != null
            ? SYSTEM.stream().anyMatch(one.purl()::startsWith)
            : one.type() != null && SYSTEM_TYPES.contains(one.type());
    if (system) {
      String program = PROGRAM.getOrDefault(one.name(), one.name());
      for (Utility utility : Utility.of(program)) {
        add(utility, utility.technique(), one.name(), ImageTool.Found.PACKAGE, program);
      }
    }
  }

  private void add(
      @Nullable Utility utility,
      String technique,
      String path,
      ImageTool.Found found,
      String target) {
    ImageTool.Use use =
        found == ImageTool.Found.PACKAGE ? useOfName(target, utility) : use(path, target, utility);
    tools.putIfAbsent(utility + " " + path, new ImageTool(utility, technique, path, found, use));
  }

  private ImageTool.Use use(String path, String target, @Nullable Utility utility) {
    boolean link = !path.equals(target);
    boolean hidden = false;
    for (Trait.Exec exec : known) {
      if (Program.same(exec.executable(), path, null)) {
        return ImageTool.Use.USED;
      } else if (link && Program.same(exec.executable(), target, null)) {
        if (!Program.hasManyNames(target) || Program.base(path).equals(exec.applet())) {
          return ImageTool.Use.USED;
        }
        hidden |= exec.applet() == null;
      }
    }
    return unless(hidden, utility);
  }

  private ImageTool.Use useOfName(String program, @Nullable Utility utility) {
    for (Trait.Exec exec : known) {
      String base = Program.base(exec.executable());
      if (program.equals(exec.applet()) || Program.same("/" + program, "/" + base, null)) {
        return ImageTool.Use.USED;
      }
    }
    return unless(false, utility);
  }

  private ImageTool.Use unless(boolean hidden, @Nullable Utility utility) {
    boolean script =
        utility == Utility.SHELL ? shellScripts : utility == Utility.INTERPRETER && otherScripts;
    if (hidden || (script && toTheEnd)) {
      return ImageTool.Use.PERHAPS;
    }
    return toTheEnd ? ImageTool.Use.UNUSED : ImageTool.Use.UNKNOWN;
  }
}
