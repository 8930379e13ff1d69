package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.Given;
import salvor.report.ImageContentsReport;
import salvor.workload.Inventory;

/** {@code salvor baseline image}. */
@Command(
    name = "image",
    description = {
      "Shows what images hold and what that gives an attacker: the baseline of minute one, when nothing was learned.",
      "Give the same files to salvor beside the logs: what an image lacks is then out of profile."
    })
final class BaselineImageCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "archives of images (docker save, OCI layout as archive or folder), lists of files and software (Syft,"
              + " CycloneDX, SPDX, as JSON), or scans (Trivy, Grype, trivy-operator, Kubescape)")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write it as JSON instead; - for standard output")
  private @Nullable String json;

  BaselineImageCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    if (!EvidenceArguments.allThere(desk, "baseline image", files)) {
      return ExitCode.NO_EVIDENCE;
    }
    Given given = LibraryArguments.read(desk, files);
    Inventory inventory = given.evidence().inventory();
    if (inventory.images().isEmpty() && inventory.reports().isEmpty()) {
      return said(ExitCode.NO_EVIDENCE, "no image, and no list or scan of one, is in these files");
    }
    ImageContentsReport report = new ImageContentsReport(given.evidence());
    if (json == null) {
      report.text(desk.out());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
    return ExitCode.DONE;
  }
}
