package salvor.report;

import java.util.stream.Collectors;
import salvor.baseline.ImageFact;
import salvor.baseline.ImageSurface;
import salvor.baseline.ImageTool;
import salvor.baseline.Utility;
import salvor.evidence.Visible;
import salvor.triage.ImageInside;
import salvor.workload.ImageContents;

/** What an image holds, in words. */
public final class ImageWords {
  private ImageWords() {}

  /** What the image says of an executed program. */
  public static String fact(ImageFact fact) {
    String path = Visible.text(fact.path(), 200);
    return switch (fact.holding()) {
      case HELD -> "the image holds it as " + path;
      case ABSENT -> "the image holds no executable file " + path;
      case COVERED -> "a volume is mounted over " + path + ", so the image does not tell";
      case PERHAPS_COVERED ->
          "the image holds no executable file "
              + path
              + ", but a volume may be mounted there: add the pod's object to the evidence";
      case NOT_LISTED ->
          "the list of the image's files does not have "
              + path
              + ", but it is not complete: add the image's archive to the evidence";
    };
  }

  /** What a program gives an attacker; empty for most. */
  public static String gives(ImageFact fact) {
    return fact.gives().stream()
        .sorted()
        .map(utility -> gives(utility) + " (ATT&CK " + utility.technique() + ")")
        .collect(Collectors.joining(", "));
  }

  /** What programs of this class give an attacker. */
  public static String gives(Utility utility) {
    return switch (utility) {
      case SHELL -> "runs any command";
      case INTERPRETER -> "runs any program text";
      case DOWNLOAD -> "brings files in and takes them out";
      case NETWORK -> "opens any connection";
      case REMOTE_SESSION -> "opens sessions on other machines";
      case COMPILER -> "builds programs on the spot";
      case PACKAGE_MANAGER -> "installs what is missing";
      case SCANNER -> "looks for services";
      case SNIFFER -> "reads what passes on the network";
      case RAISED_RIGHTS -> "gives rights of another user";
      case ESCAPE -> "helps towards the node";
      case CLUSTER -> "commands the cluster";
      case DEBUGGER -> "reads and changes other processes";
    };
  }

  /** How much an image offers to an attacker. */
  public static String hardness(ImageSurface.Hardness hardness) {
    return switch (hardness) {
      case HARDENED -> "hardened: no shell, no tool and nothing that raises rights";
      case SOME_TOOLS -> "some tools";
      case FULL_OF_TOOLS -> "full of tools: a shell, and ways to bring in or build more";
      case CANNOT_SAY -> "cannot say: no tool is listed, but the list is not complete";
    };
  }

  /** In one line: how much it offers, as far as its files or packages are known. */
  public static String brief(ImageInside inside) {
    if (!inside.known().contents().isEmpty()) {
      return brief(inside.known().contents().getFirst());
    }
    String tools =
        inside.tools().stream().map(ImageWords::name).distinct().collect(Collectors.joining(", "));
    return tools.isEmpty() ? "its files are not known" : "by its packages: " + tools;
  }

  /** In one line: how much it offers, by which tools. */
  public static String brief(ImageContents image) {
    ImageSurface surface = ImageSurface.of(image);
    String tools =
        surface.tools().keySet().stream().map(ImageWords::name).collect(Collectors.joining(", "));
    int raising = surface.raising().size();
    return switch (surface.hardness()) {
          case HARDENED -> "hardened";
          case SOME_TOOLS -> "some tools";
          case FULL_OF_TOOLS -> "full of tools";
          case CANNOT_SAY -> "no tool is listed, but the list is not complete";
        }
        + (tools.isEmpty() ? "" : ": " + tools)
        + (raising == 0
            ? ""
            : "; "
                + OverviewText.plural(raising, "program")
                + (raising == 1 ? " raises" : " raise")
                + " rights");
  }

  /** What a program of an image gives an attacker. */
  public static String gives(ImageTool tool) {
    return tool.utility() == null ? "runs with more rights than its caller" : gives(tool.utility());
  }

  /** Programs of this class. */
  public static String name(ImageTool tool) {
    return tool.utility() == null ? "raise rights" : name(tool.utility());
  }

  /** Whether the baseline knows its use. */
  public static String use(ImageTool.Use use) {
    return switch (use) {
      case USED -> "used";
      case UNUSED -> "never used: can be removed";
      case PERHAPS -> "perhaps, behind a script or a program of many names";
      case UNKNOWN -> "not known";
    };
  }

  /** How it is known that a program is there. */
  public static String found(ImageTool.Found found) {
    return switch (found) {
      case FILE -> "file";
      case LINK -> "link";
      case PACKAGE -> "package name";
    };
  }

  /** What told the contents. */
  public static String origin(ImageContents image) {
    String by =
        switch (image.origin()) {
          case ARCHIVE -> "the image itself";
          case SYFT -> "Syft";
          case CYCLONEDX -> "a CycloneDX document";
          case SPDX -> "an SPDX document";
        };
    return by + (image.complete() ? ", every file of it" : ", and not all of its files are known");
  }

  /** Programs of this class. */
  public static String name(Utility utility) {
    return switch (utility) {
      case SHELL -> "shells";
      case INTERPRETER -> "interpreters";
      case DOWNLOAD -> "download tools";
      case NETWORK -> "network tools";
      case REMOTE_SESSION -> "remote sessions";
      case COMPILER -> "compilers";
      case PACKAGE_MANAGER -> "package managers";
      case SCANNER -> "scanners";
      case SNIFFER -> "sniffers";
      case RAISED_RIGHTS -> "raised rights";
      case ESCAPE -> "namespace tools";
      case CLUSTER -> "cluster clients";
      case DEBUGGER -> "debuggers";
    };
  }
}
