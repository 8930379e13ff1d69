package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.baseline.Given;
import salvor.report.HandoverReport;
import salvor.report.policy.Handover;
import salvor.report.policy.PodLabels;
import salvor.report.policy.PolicyDocument;
import salvor.report.policy.PolicyForm;

/** {@code salvor baseline export}. */
@Command(
    name = "export",
    sortOptions = false,
    description = {
      "Writes baselines in the form of another tool, and says what that form cannot hold.",
      "Cluster objects among the files tell which pods a Service chooses."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "3:there is no baseline in these files",
      "4:the library of baselines cannot be used",
      "5:a baseline cannot be written in this form, or a file could not be written"
    })
final class BaselineExportCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final LibraryArguments library = new LibraryArguments();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|NAME[@N]",
      arity = "1..*",
      description =
          "baselines of any form that Salvor reads, versions of the library, and cluster objects")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORM",
      required = true,
      description = "one of ${COMPLETION-CANDIDATES}",
      converter = Form.class,
      completionCandidates = Forms.class)
  private PolicyForm form = PolicyForm.KUBESCAPE;

  @Option(
      names = "--out",
      paramLabel = "FILE|FOLDER",
      required = true,
      description =
          "one file for all, or a folder that exists for a file of each; - for standard output",
      converter = Destination.Read.class)
  private Destination out = new Destination(Path.of(""));

  @Option(
      names = "--pod-label",
      paramLabel = "KEY",
      description =
          "the label by which pods carry their workload's name (default: ${DEFAULT-VALUE})",
      defaultValue = PodLabels.USUAL)
  private String label = PodLabels.USUAL;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what was done as JSON; - for standard output")
  private @Nullable String json;

  /** The forms by their words. */
  static final class Forms extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Forms() {
      for (PolicyForm form : PolicyForm.values()) {
        add(form.word());
      }
    }
  }

  static final class Form implements CommandLine.ITypeConverter<PolicyForm> {
    @Override
    public PolicyForm convert(String word) {
      for (PolicyForm form : PolicyForm.values()) {
        if (form.word().equals(word)) {
          return form;
        }
      }
      throw new CommandLine.TypeConversionException(
          "there is no form " + word + "; the forms are " + String.join(", ", new Forms()));
    }
  }

  BaselineExportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    out.besides(json, line());
    Given given;
    try {
      given = LibraryArguments.read(desk, library.files(desk, files));
    } catch (LibraryArguments.NotThere why) {
      desk.err().println("salvor baseline export: " + why.getMessage());
      return ExitCode.NO_EVIDENCE;
    }
    if (given.baselines().isEmpty()) {
      desk.err().println("salvor baseline export: there is no baseline in these files");
      return ExitCode.NO_EVIDENCE;
    }
    PodLabels pods;
    try {
      pods = new PodLabels(label, given.evidence().inventory());
    } catch (IllegalArgumentException problem) {
      throw new CommandLine.ParameterException(line(), "--pod-label: " + problem.getMessage());
    }
    Handover handover = form.of(given.baselines(), pods);
    write(handover.documents());
    HandoverReport report = new HandoverReport(form, handover);
    report.text(desk.err());
    if (json != null) {
      EvidenceArguments.machine(desk, json, report::json);
    }
    desk.out().flush();
    return handover.refused().isEmpty() ? ExitCode.DONE : ExitCode.NOT_WRITTEN;
  }

  private void write(List<PolicyDocument> documents) throws IOException {
    if (!out.isStandardOutput() && Files.isDirectory(out.path())) {
      for (PolicyDocument document : documents) {
        new Destination(out.path().resolve(document.file())).write(desk, document.text());
      }
      return;
    }
    boolean several = documents.size() > 1 && !documents.getFirst().canBeBehindAnother();
    if (several) {
      throw new CommandLine.ParameterException(
          line(),
          "--out: these are "
              + documents.size()
              + " documents that cannot be in one file; name a folder that exists");
    }
    StringBuilder all = new StringBuilder();
    documents.forEach(d -> all.append(d.text()));
    if (!documents.isEmpty()) {
      out.write(desk, all.toString());
    }
  }

  private CommandLine line() {
    return spec == null ? new CommandLine(this) : spec.commandLine();
  }
}
