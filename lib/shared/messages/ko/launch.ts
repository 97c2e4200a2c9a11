import type { launch as english } from "../en/launch";
import type { Translation } from "../translation";

export const launch: Translation<typeof english> = {
  launch: {
    title: "{job} 실행",
    notHere: "여기서는 시작할 수 없습니다",
    crumb: "실행하기",
    fromExecution: "실행 {id}의 값으로 채웠습니다. 바뀐 칸은 표시됩니다.",
    noParameters: "파라미터를 받지 않는 잡입니다.",
    kinds: {
      text: "글",
      long: "정수",
      double: "수",
      date: "날짜",
      datetime: "날짜와 시각",
      choice: "선택",
      boolean: "예/아니요",
      secret: "비밀",
    },
    identifyingHint: "인스턴스를 구별하는 값입니다. 값이 다르면 다른 인스턴스가 됩니다.",
    next: "비워 두면 {value}",
    before: "이전 값: {value}",
    choose: "고르세요…",
    asking: "무슨 일이 일어날지 살펴보는 중…",
    noPreview: "무슨 일이 일어날지 아직 모릅니다.",
    needed: "채워야 할 값: {names}",
    mend: "먼저 고쳐야 할 값이 {count}개 있습니다:",
    newInstance: "새 인스턴스를 만듭니다.",
    restarts: "인스턴스 {instance}의 {attempt}번째 시도로, 멈춘 곳부터 이어 갑니다.",
    reruns: "인스턴스 {instance}의 {attempt}번째 시도로 한 번 더 실행합니다.",
    refused: "거절될 것입니다.",
    standsInTheWay: "인스턴스 {instance}입니다.",
    identity: "식별값",
    notLaunched: "실행하지 않았습니다",
    launchNamed: "{job} 실행",
  },
};
