import Testing
import Trainer

@Suite struct ScheduleTests {
  let schedule = Schedule(peak: 2, warmUp: 0.1, floor: 0.25)

  @Test(arguments: [
    (0, 0.2), (4, 1.0), (4.5, 1.1), (8, 1.8), (9, 2.0), (10, 2.0), (55, 1.25), (100, 0.5),
    (200, 0.5),
  ])
  func rate(_ step: Double, _ rate: Double) {
    #expect(abs(schedule.rate(step: step, of: 100) - rate) < 1e-9)
  }

  @Test func noWarmUp() {
    #expect(Schedule(peak: 1, warmUp: 0, floor: 0).rate(step: 0, of: 10) == 1)
  }
}
