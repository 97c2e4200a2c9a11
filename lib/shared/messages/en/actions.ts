export const actions = {
  actions: {
    stop: "Stop",
    restart: "Restart",
    runAgain: "Run again…",
    abandon: "Abandon",
    recover: "Recover",
    launch: "Launch",
    launchJob: "Launch a job",
  },
  action: {
    reason: "Reason",
    reasonNotKept: "Not kept: this database has no table for it.",
    reasonHint: "Kept in the audit log beside your name.",
    refused: "Not done",
    unreachable: "The server did not answer. Look again before you repeat it: it may have been done.",
    notNow: "Not possible in this state.",
    writes: "What is written",
    follows: "What follows",
    whoWorks: "Who is at work",
    becomes: "becomes",
    endNow: "ended now",
    moreSteps: "and {count} more running step likewise | and {count} more running steps likewise",
    morePartitions: "and its {count} unfinished partition likewise | and its {count} unfinished partitions likewise",
    nobodyWorks: "Nobody: it has ended.",
    lastSign: "Its last sign of life was {time}.",
    lastSignFrom: "Its last sign of life was {time}, from {host}.",
    fenced:
      "Should a process be alive after all, its next commit finds the rows changed, is rolled back, and it ends. Only what it did outside the database, a file or a mail, stays done.",
    stop: {
      title: "Stop execution {id}",
      follows:
        "Its process finishes the chunk it is in, commits it, and ends as STOPPED; a tasklet finishes first. A restart goes on from there.",
      followsGap:
        "Its process finishes the chunk it is in (usually within {gap}), commits it, and ends as STOPPED. A restart goes on from there.",
      done: "Stop asked for execution {id}",
    },
    restart: {
      title: "Restart execution {id}",
      follows: "It becomes an execution of its own, with the same parameters. This one stays as it is.",
      done: "Restarted as execution {id}",
    },
    abandon: {
      title: "Abandon execution {id}",
      follows:
        "It can never be restarted, and this cannot be undone. What is committed stays. To do the work after all, launch the job with another identifying parameter.",
      done: "Execution {id} is abandoned",
    },
    recover: {
      title: "Recover execution {id}",
      follows: "It can be restarted, and goes on from its last commit. Nothing is restarted by itself.",
      done: "Execution {id} is recovered as FAILED",
    },
  },
  restart: {
    title: "If you restart",
    notHere: "Not from here: the application that has this job restarts it. As far as the rows tell:",
    newInstance: "Starts a new instance.",
    skipsMany: "{count} step is complete and skipped. | {count} steps are complete and skipped.",
    continues: "Continues instance {instance} as attempt {attempt}.",
    will: {
      skip: "is complete and skipped.",
      run: "runs from its beginning.",
      continue: "goes on from where it stopped.",
    },
  },
  stopping: {
    title: "Stopping",
    asked: "Asked at {time}.",
    askedBy: "Asked at {time} by {actor}.",
    waiting: "It ends at the next chunk boundary.",
    waitingGap: "It ends at the next chunk boundary; the usual gap is {gap}.",
    late: "It did not stop, so its process is probably gone. Recover makes a restart possible, Abandon gives it up.",
  },
} as const;
