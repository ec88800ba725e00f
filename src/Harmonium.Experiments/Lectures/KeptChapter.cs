using Harmonium.Experiments.Definitions;

namespace Harmonium.Experiments.Lectures;

/// <summary>A finished chapter of a lecture.</summary>
/// <param name="Id">The name of the chapter.</param>
/// <param name="Key">What the result depends on; see <see cref="LectureKey"/>.</param>
/// <param name="Seconds">The time of the run.</param>
/// <param name="Outcome">The measurements and the report.</param>
internal sealed record KeptChapter(string Id, string Key, double Seconds, ExperimentOutcome Outcome);
