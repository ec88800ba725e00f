using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Tests;

/// <summary>A learner that only counts its steps, and records the calls it receives.</summary>
internal sealed class ScriptedLearner(int stepsPerEpoch, List<string> log) : Learner
{
    private readonly Parameter _steps = new("steps", Tensor.Zeros(1));
    private IReadOnlyDictionary<string, Tensor>? _adopted;

    internal List<TrainingTime> Times { get; } = [];

    internal float Value => _steps.Values[0];

    public override int StepsPerEpoch => stepsPerEpoch;

    public override IEnumerable<Parameter> Parameters => [_steps];

    public override IReadOnlyDictionary<string, Tensor> State => new Dictionary<string, Tensor> { ["steps"] = _steps.Values };

    public override void Restore(IReadOnlyDictionary<string, Tensor> state) => state["steps"].CopyTo(_steps.Values);

    public override StepReport Step(TrainingTime time)
    {
        Times.Add(time);
        log.Add($"step {time.Step}");
        _steps.Values[0] = time.Step + 1;
        return new StepReport(_steps.Values[0], 0.5);
    }

    public override void Finish()
    {
        log.Add("finish");
        _adopted?["steps"].CopyTo(_steps.Values);
    }

    public override void Adopt(IReadOnlyDictionary<string, Tensor> parameters) => _adopted = parameters;
}
