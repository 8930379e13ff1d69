package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.ImageTool.Use;
import salvor.workload.ImageContents;
import salvor.workload.ImageContents.File;
import salvor.workload.ImageReport.Software;

/** What an attacker finds, and what of it the workload never used. */
class ImageToolsTest {
  private static final ImageContents IMAGE =
      new ImageContents(
          List.of(),
          List.of(),
          null,
          ImageContents.Origin.ARCHIVE,
          true,
          ImageContents.Settings.NONE,
          List.of(
              new File("/app/server", 0755, 1, false),
              new File("/bin/busybox", 0755, 1, false),
              new File("/usr/bin/curl", 0755, 1, false),
              new File("/usr/bin/python3.11", 0755, 1, false),
              new File("/usr/bin/passwd", 04755, 1, false),
              new File("/usr/bin/ping", 0755, 1, true)),
          Map.of("/bin/sh", "busybox", "/bin/wget", "busybox", "/usr/bin/python3", "python3.11"));

  private static Trait.Exec exec(String path, @Nullable String applet) {
    return new Trait.Exec(path, applet, null, null, null, null);
  }

  private static Matching.Match match(Matching.Rule rule, FacetState state, Trait... known) {
    Profile profile =
        new Profile(
            "p",
            new Profile.Key("shop", null, "web", "web", null),
            Map.of(Facet.EXEC, state),
            List.of(known).stream().map(Element::of).toList(),
            List.of(),
            List.of(),
            "test");
    return new Matching.Match(profile, 0, rule, null, Matching.WorkloadFrom.UNKNOWN, "web", null);
  }

  private static Map<String, Use> uses(Matching.@Nullable Match match) {
    return ImageTools.of(List.of(IMAGE), List.of(), match).stream()
        .collect(Collectors.toMap(ImageTool::path, ImageTool::use, (one, same) -> same));
  }

  @Test
  void eachProgramHasItsTechnique() {
    assertThat(ImageTools.of(List.of(IMAGE), List.of(), null))
        .extracting(t -> t.utility() + " " + t.technique() + " " + t.path() + " " + t.found())
        .containsExactly(
            "SHELL T1059.004 /bin/busybox FILE",
            "SHELL T1059.004 /bin/sh LINK",
            "INTERPRETER T1059 /usr/bin/python3 LINK",
            "INTERPRETER T1059 /usr/bin/python3.11 FILE",
            "DOWNLOAD T1105 /bin/busybox FILE",
            "DOWNLOAD T1105 /bin/wget LINK",
            "DOWNLOAD T1105 /usr/bin/curl FILE",
            "NETWORK T1095 /bin/busybox FILE",
            "null T1548.001 /usr/bin/passwd FILE",
            "null T1548 /usr/bin/ping FILE");
  }

  @Test
  void whatTheBaselineUsedIsToldFromWhatCouldBeRemoved() {
    assertThat(
            uses(
                match(
                    Matching.Rule.SAME_WORKLOAD,
                    FacetState.STABLE,
                    exec("/bin/busybox", "sh"),
                    exec("/usr/bin/python3", null))))
        .containsEntry("/bin/sh", Use.USED)
        .containsEntry("/bin/busybox", Use.USED)
        .containsEntry("/bin/wget", Use.UNUSED)
        .containsEntry("/usr/bin/curl", Use.UNUSED)
        .containsEntry("/usr/bin/python3.11", Use.USED)
        .containsEntry("/usr/bin/passwd", Use.UNUSED);
  }

  @Test
  void withoutABaselineThatKnowsAllProgramsNothingIsCalledUnused() {
    assertThat(uses(null)).allSatisfy((_, use) -> assertThat(use).isEqualTo(Use.UNKNOWN));
    assertThat(
            uses(
                match(
                    Matching.Rule.SAME_WORKLOAD, FacetState.LEARNING, exec("/usr/bin/curl", null))))
        .containsEntry("/usr/bin/curl", Use.USED)
        .containsEntry("/bin/wget", Use.UNKNOWN);
    assertThat(uses(match(Matching.Rule.OTHER_DIGEST, FacetState.STABLE)))
        .containsEntry("/bin/wget", Use.UNKNOWN);
  }

  @Test
  void behindAScriptOrAProgramOfManyNamesItMayBe() {
    assertThat(
            uses(
                match(
                    Matching.Rule.SAME_WORKLOAD,
                    FacetState.STABLE,
                    exec("/docker-entrypoint.sh", null))))
        .containsEntry("/bin/sh", Use.PERHAPS)
        .containsEntry("/bin/wget", Use.UNUSED);
    assertThat(
            uses(match(Matching.Rule.SAME_WORKLOAD, FacetState.STABLE, exec("/bin/busybox", null))))
        .containsEntry("/bin/sh", Use.PERHAPS)
        .containsEntry("/bin/wget", Use.PERHAPS)
        .containsEntry("/usr/bin/curl", Use.UNUSED);
  }

  @Test
  void whereNoFileIsKnownPackagesOfTheSystemTell() {
    List<Software> packages =
        List.of(
            new Software("perl-base", "5", null, "pkg:deb/debian/perl-base@5", null),
            new Software("bash", "5", "library", "pkg:npm/bash@5", null),
            new Software("curl", "8", "apk", null, null));
    assertThat(ImageTools.of(List.of(), packages, null))
        .extracting(tool -> tool.path() + " " + tool.found())
        .containsExactly("perl-base PACKAGE", "curl PACKAGE");
    assertThat(ImageTools.of(List.of(IMAGE), packages, null))
        .noneMatch(tool -> tool.found() == ImageTool.Found.PACKAGE);
  }
}
