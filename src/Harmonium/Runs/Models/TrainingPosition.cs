using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>A point within a training from which it goes on: the stage, the step, and the state there.</summary>
/// <param name="Stage">The stage, counted from 0.</param>
/// <param name="Step">The steps of all stages together.</param>
/// <param name="FirstStep">The steps of all earlier stages together.</param>
/// <param name="State">The parameters of finished parts, and the state of the stage's learner with the part's name before it.</param>
/// <param name="ObserverState">What the stage's early stopping remembers.</param>
public sealed record TrainingPosition(int Stage, long Step, long FirstStep, IReadOnlyDictionary<string, Tensor> State,
    IReadOnlyDictionary<string, Tensor> ObserverState)
{
    /// <summary>What is saved of a training: the parameters of the parts that earlier stages made, and the state of the learner at work.</summary>
    /// <param name="training">The training.</param>
    /// <param name="stage">The stage at work, counted from 0.</param>
    /// <param name="learner">Its learner; null between two stages.</param>
    internal static Dictionary<string, Tensor> StateOf(Training training, int stage, Learner? learner)
    {
        Dictionary<string, Tensor> state = new(StringComparer.Ordinal);
        if (learner is not null)
        {
            foreach ((string name, Tensor values) in learner.State)
                state.Add(training.Stages[stage].Part + name, values);
        }

        string[] made = [.. training.Stages.Take(stage).Select(earlier => earlier.Part)];
        foreach (Parameter parameter in training.Model.Parameters.Where(parameter =>
            made.Any(part => parameter.Name.StartsWith(part, StringComparison.Ordinal))))
            state.TryAdd(parameter.Name, parameter.Values);
        return state;
    }

    /// <summary>Puts the parameters of the parts that earlier stages made in place.</summary>
    /// <exception cref="ArgumentException">The training has no such stage, or a tensor is missing or of another shape.</exception>
    internal void Restore(Training training)
    {
        if (Stage >= training.Stages.Count)
            throw new ArgumentException($"It stands in stage {Stage + 1}, but the settings make {training.Stages.Count}.");
        string[] made = [.. training.Stages.Take(Stage).Select(earlier => earlier.Part)];
        foreach (Parameter parameter in training.Model.Parameters.Where(parameter =>
            made.Any(part => parameter.Name.StartsWith(part, StringComparison.Ordinal))))
            SavedState.Find(State, parameter.Name).CopyTo(parameter.Values);
        training.Model.ParametersChanged();
    }

    /// <summary>Puts the state of the stage's learner in place.</summary>
    internal void Restore(StageWork work, string part)
    {
        work.Learner.Restore(State.Where(pair => pair.Key.StartsWith(part, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[part.Length..], pair => pair.Value));
        if (ObserverState.Count > 0)
            work.Stopping?.LoadState(ObserverState);
    }
}
