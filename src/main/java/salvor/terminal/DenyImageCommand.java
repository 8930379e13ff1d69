package salvor.terminal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.cluster.ObjectKind;
import salvor.containment.ImageDenial;
import salvor.containment.MadeFor;
import salvor.containment.MeasurePlan;
import salvor.workload.ImageDigest;

/** {@code salvor deny-image}. */
@Command(
    name = "deny-image",
    sortOptions = false,
    description = {
      "Denies an image in the whole cluster, by an admission policy: first hits are only told and written down; with --enforce they are denied.",
      "",
      "Without --case and --reason it only shows what it would do."
    })
final class DenyImageCommand extends MeasureCommand {
  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description =
          "a digest, sha256:..., denied however the image is called, or a reference, registry/name:tag, as it is written")
  private List<String> images = new ArrayList<>();

  @Option(
      names = "--enforce",
      paramLabel = "LABEL",
      description = "deny what the measure of this label (CASE-MARK) only tells until now")
  private @Nullable String enforce;

  DenyImageCommand(Desk desk) {
    super(desk);
  }

  @Override
  List<ObjectKind> kinds() {
    return ImageDenial.KINDS;
  }

  @Override
  Optional<MeasurePlan> plan(Seen seen, MadeFor madeFor) {
    if (images.isEmpty() == (enforce == null)) {
      ClusterArguments.say(desk, "name images, or --enforce LABEL for what is only told until now");
      return Optional.empty();
    }
    if (enforce != null) {
      return Optional.of(ImageDenial.enforced(seen.objects(), seen.rights(), madeFor, enforce));
    }
    Set<ImageDigest> digests = new LinkedHashSet<>();
    Set<String> references = new LinkedHashSet<>();
    for (String image : images) {
      ImageDigest.in(image).ifPresentOrElse(digests::add, () -> references.add(image));
    }
    return Optional.of(
        ImageDenial.plan(seen.objects(), seen.rights(), madeFor, digests, references));
  }
}
