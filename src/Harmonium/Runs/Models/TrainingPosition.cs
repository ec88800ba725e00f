using Harmonium.Learning;
using Harmonium.Numerics;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>A position in a training run from which it can continue: the stage, the step and the state.</summary>
/// <param name="Stage">The index of the stage, from 0.</param>
/// <param name="Step">The number of steps so far, over all stages.</param>
/// <param name="FirstStep">The number of steps of all earlier stages together.</param>
/// <param name="State">The parameters that earlier stages trained, and the state of the current learner, prefixed with the name of its part.</param>
/// <param name="ObserverState">The state of early stopping.</param>
internal sealed record TrainingPosition(int Stage, long Step, long FirstStep, IReadOnlyDictionary<string, Tensor> State,
    IReadOnlyDictionary<string, Tensor> ObserverState)
{
    /// <summary>Returns the state to save: the parameters that earlier stages trained, and the state of the current learner.</summary>
    /// <param name="training">The model and its stages.</param>
    /// <param name="stage">The index of the current stage, from 0.</param>
    /// <param name="learner">The learner of the current stage; null between two stages.</param>
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

    /// <summary>Restores the parameters that earlier stages trained.</summary>
    /// <exception cref="ArgumentException">The stage does not exist, or a tensor is missing or has a different shape.</exception>
    internal void Restore(Training training)
    {
        if (Stage >= training.Stages.Count)
            throw new ArgumentException($"It belongs to stage {Stage + 1}, but the settings define only {training.Stages.Count}.");
        string[] made = [.. training.Stages.Take(Stage).Select(earlier => earlier.Part)];
        foreach (Parameter parameter in training.Model.Parameters.Where(parameter =>
            made.Any(part => parameter.Name.StartsWith(part, StringComparison.Ordinal))))
            SavedState.Find(State, parameter.Name).CopyTo(parameter.Values);
        training.Model.ParametersChanged();
    }

    /// <summary>Restores the state of the current learner and of early stopping.</summary>
    internal void Restore(StageWork work, string part)
    {
        work.Learner.Restore(State.Where(pair => pair.Key.StartsWith(part, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[part.Length..], pair => pair.Value));
        if (ObserverState.Count > 0)
            work.Stopping?.LoadState(ObserverState);
    }
}
