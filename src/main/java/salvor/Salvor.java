package salvor;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Verdicts;
import salvor.baseline.Window;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.Cases;
import salvor.casefile.EvidenceReader;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.cluster.Clusters;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.custody.bundle.BundleCheck;
import salvor.ingest.Format;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;
import salvor.ingest.StreamFormat;
import salvor.ingest.audit.AuditFormat;
import salvor.ingest.auditd.AuditdFormat;
import salvor.ingest.bodyfile.BodyfileFormat;
import salvor.ingest.capture.CaptureFormat;
import salvor.ingest.checkpoint.CheckpointFormat;
import salvor.ingest.conntrack.ConntrackFormat;
import salvor.ingest.dnsmasq.DnsmasqFormat;
import salvor.ingest.dump.ClusterDumpFormat;
import salvor.ingest.falco.Falco;
import salvor.ingest.gadget.GadgetFormat;
import salvor.ingest.hubble.HubbleFormat;
import salvor.ingest.image.ImageArchiveFormat;
import salvor.ingest.kubearmor.KubeArmorEvents;
import salvor.ingest.kubescape.Kubescape;
import salvor.ingest.kubescape.KubescapeAlerts;
import salvor.ingest.logs.ContainerLogFormat;
import salvor.ingest.objects.ObjectsFormat;
import salvor.ingest.profile.ProfileFormat;
import salvor.ingest.recorded.BagFormat;
import salvor.ingest.recorded.BagSignature;
import salvor.ingest.recorded.CustodyFormat;
import salvor.ingest.recorded.RecordedFormat;
import salvor.ingest.sbom.ImageReports;
import salvor.ingest.sbom.SbomFormat;
import salvor.ingest.scap.ScapFormat;
import salvor.ingest.snapshot.ExecutableLinks;
import salvor.ingest.snapshot.LsofFormat;
import salvor.ingest.snapshot.ProcNetFormat;
import salvor.ingest.snapshot.ProcTreeFormat;
import salvor.ingest.snapshot.PsFormat;
import salvor.ingest.snapshot.SocketFormat;
import salvor.ingest.snapshot.VelociraptorFormat;
import salvor.ingest.suricata.SuricataFormat;
import salvor.ingest.sysmon.SysmonFormat;
import salvor.ingest.sysmon.SysmonJson;
import salvor.ingest.table.Mappings;
import salvor.ingest.tetragon.TetragonFormat;
import salvor.ingest.tracee.TraceeFormat;
import salvor.ingest.zeek.ZeekFormat;
import salvor.ingest.zeek.ZeekJson;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCluster;
import salvor.live.LiveJudging;
import salvor.report.SharedView;
import salvor.terminal.CaseFolders;
import salvor.terminal.Desk;
import salvor.terminal.SalvorCommand;
import salvor.terminal.TerminalProgress;
import salvor.triage.Findings;
import salvor.workbench.Investigation;
import salvor.workbench.LiveWindow;
import salvor.workbench.NoDisplay;
import salvor.workbench.OpenRequest;
import salvor.workbench.Opener;
import salvor.workbench.SalvorWindow;
import salvor.workbench.cluster.LiveSource;

/** Puts the parts together. Nothing depends on it. */
public final class Salvor {
  /** The formats that Salvor reads, those asked first that are met most. */
  private static final List<Format> FORMATS =
      List.of(
          new Falco(),
          new TetragonFormat(),
          new AuditFormat(),
          new HubbleFormat(),
          new TraceeFormat(),
          new GadgetFormat(),
          new KubescapeAlerts(),
          new KubeArmorEvents(),
          new ProfileFormat(),
          new Kubescape(),
          new RecordedFormat(),
          new VelociraptorFormat(),
          new CustodyFormat(),
          new SysmonJson(),
          new SuricataFormat(),
          new ZeekJson(),
          new ImageReports(),
          new ObjectsFormat());

  /** What is told by the beginning of a source, and read as one. */
  private static final List<StreamFormat> STREAMS =
      List.of(
          new BagFormat(),
          new BagSignature(),
          SbomFormat.lists(),
          SbomFormat.scans(),
          new ScapFormat(), // begins as pcapng does
          new CaptureFormat(),
          new SysmonFormat(),
          new AuditdFormat(),
          new ConntrackFormat(),
          new BodyfileFormat(),
          new ZeekFormat(),
          new DnsmasqFormat(),
          new PsFormat(),
          new SocketFormat(),
          new LsofFormat(),
          new ProcNetFormat(),
          new ExecutableLinks(),
          new ClusterDumpFormat(),
          new ContainerLogFormat());

  private Salvor() {}

  static void main(String[] args) {
    System.exit(run(args));
  }

  /** Does what the arguments say; gives the exit status. */
  static int run(String... args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    boolean terminal = TerminalProgress.wanted();
    TerminalProgress line = new TerminalProgress(err);
    int status = SalvorCommand.run(desk(out, err, terminal ? line : Progress.NONE, terminal), args);
    line.end();
    out.flush();
    return status;
  }

  private static Desk desk(PrintWriter out, PrintWriter err, Progress progress, boolean colour) {
    Cases cases = cases();
    return new Desk(
        cases,
        reader(),
        // made when a command asks for it: the others start sooner
        (context, confirmed) -> new Fabric8Clusters(new Jobs()).connect(context, confirmed),
        window(cases),
        out,
        err,
        progress,
        colour && System.getenv("NO_COLOR") == null);
  }

  /** Reads every format that Salvor knows. */
  static EvidenceReader reader() {
    return (paths, progress) -> {
      Mappings mappings = Mappings.among(paths);
      List<Format> formats = new ArrayList<>(FORMATS);
      formats.addAll(mappings.records());
      List<StreamFormat> streams = new ArrayList<>(STREAMS);
      streams.addAll(mappings.streams());
      return new Import(
              formats,
              List.of(new ImageArchiveFormat(), new CheckpointFormat(), new ProcTreeFormat()),
              streams,
              Limits.ORDINARY)
          .read(paths, progress);
    };
  }

  static Cases cases() {
    return new Cases(reader(), Salvor::judge, Clock.systemUTC(), BundleCheck.Trusted::ofUser);
  }

  static Verdicts judge(Given given, @Nullable Window suspected, Progress progress) {
    return new Judge(given.baselines(), given.evidence().inventory(), suspected)
        .judge(given.evidence().observations(), progress);
  }

  private static Desk.Window window(Cases cases) {
    return new Desk.Window() {
      @Override
      public void show(Opening opening, @Nullable SharedView view) throws Desk.NoWindow {
        Salvor.show(cases, opening, view);
      }

      @Override
      public void live(List<LiveCluster> clusters, List<Path> baselines) throws Desk.NoWindow {
        try {
          LiveWindow.open(clusters, opener(cases));
        } catch (NoDisplay none) {
          throw new Desk.NoWindow(String.valueOf(none.getMessage()));
        }
      }
    };
  }

  private static void show(Cases cases, Opening opening, @Nullable SharedView view)
      throws Desk.NoWindow {
    boolean stored = opening.evidence().isEmpty();
    boolean nothing = stored && opening.folder() == null;
    try {
      SalvorWindow.open(
              nothing ? null : request(cases, opening).showing(view), stored, opener(cases))
          .forEach(lost -> System.err.println("salvor: " + lost));
    } catch (NoDisplay none) {
      throw new Desk.NoWindow(String.valueOf(none.getMessage()));
    }
  }

  static Opener opener(Cases cases) {
    return new Opener() {
      @Override
      public OpenRequest evidence(List<Path> paths) {
        return request(cases, Opening.inFolder(paths, List.of(), CaseFolders.of(paths)));
      }

      @Override
      public OpenRequest caseFolder(Path folder, String name) {
        return request(cases, Opening.inFolder(List.of(), List.of(), folder), name);
      }

      @Override
      public OpenRequest judgedBy(Path folder, String name, List<Path> baselines) {
        return request(cases, Opening.inFolder(List.of(), baselines, folder), name);
      }

      @Override
      public Optional<LiveSource> live() {
        return Optional.of(liveSource());
      }

      @Override
      public Optional<BaselineLibrary> library() {
        return Optional.of(Salvor.library());
      }
    };
  }

  private static BaselineLibrary library() {
    return new BaselineLibrary(CaseFolders.library(), reader(), Clock.systemUTC());
  }

  static LiveSource liveSource() {
    return new LiveSource() {
      @Override
      public Clusters clusters() {
        return new Fabric8Clusters(new Jobs());
      }

      @Override
      public LiveJudging judging(List<Path> baselines) {
        return new LiveJudging(reader(), Salvor::judge, baselines, LiveJudging.ORDINARY_TAIL);
      }

      @Override
      public List<Path> approved() throws IOException {
        return Salvor.library().approved();
      }

      @Override
      public Path folder(String context) throws IOException {
        return CaseFolders.live(context);
      }
    };
  }

  static OpenRequest request(Cases cases, Opening opening) {
    Path named = opening.evidence().isEmpty() ? opening.folder() : opening.evidence().getFirst();
    Path last = named == null ? null : named.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "evidence" : last.toString();
    return request(cases, opening, name);
  }

  private static OpenRequest request(Cases cases, Opening opening, String name) {
    return new OpenRequest(
            name, opening.folder(), progress -> investigation(name, cases.open(opening, progress)))
        .askingWhy(
            why -> progress -> investigation(name, cases.open(opening.because(why), progress)));
  }

  private static Investigation investigation(String name, OpenedCase opened) {
    opened.prepare();
    var evidence = opened.evidence();
    Judge judge = new Judge(opened.baselines(), evidence.inventory());
    return new Investigation(
        name,
        opened,
        judge.matching(),
        Findings.of(evidence, opened.verdicts(), judge.matching()),
        new RawBytes(Path.of("").toAbsolutePath(), evidence.sources(), Limits.ORDINARY),
        reader());
  }
}
