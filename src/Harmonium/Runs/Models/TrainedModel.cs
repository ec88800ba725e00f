using System.Text.Json;
using Harmonium.Data;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>What is stored and applied. A part that has no meaning for a kind, or for how this model was trained, is null.</summary>
public abstract class TrainedModel
{
    /// <summary>The kind of the model.</summary>
    public abstract ModelKind Kind { get; }

    /// <summary>All parameters, by the names that files and checkpoints use; changed in place by learning.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Where it computes.</summary>
    public abstract Device Device { get; }

    /// <summary>What one example is; null where the model takes no examples.</summary>
    public abstract ItemShape? Shape { get; }

    /// <summary>Hidden representations: features and reconstructions.</summary>
    public virtual Encoder? Encoder => null;

    /// <summary>Classes with their probabilities.</summary>
    public virtual Classifier? Classifier => null;

    /// <summary>Samples of the model.</summary>
    public virtual Sampler? Sampler => null;

    /// <summary>Free energies and likelihoods.</summary>
    public virtual Density? Density => null;

    /// <summary>The missing part of examples.</summary>
    public virtual Completer? Completer => null;

    /// <summary>The missing cells of tables.</summary>
    public virtual CellCompleter? CellCompleter => null;

    /// <summary>Texts, read and written.</summary>
    public virtual LanguageModel? TextModel => null;

    /// <summary>Stored patterns, recalled from corrupted ones.</summary>
    public virtual AssociativeMemory? Memory => null;

    /// <summary>Weights that can be looked at as pictures.</summary>
    public virtual IReadOnlyList<FilterBank> Filters => [];

    /// <summary>What this model can do.</summary>
    public ModelParts Parts =>
        Part(Encoder, ModelParts.Encoder) | Part(Classifier, ModelParts.Classifier) | Part(Sampler, ModelParts.Sampler) | Part(Density, ModelParts.Density)
        | Part(Completer, ModelParts.Completer) | Part(CellCompleter, ModelParts.CellCompleter) | Part(TextModel, ModelParts.TextModel)
        | Part(Memory, ModelParts.Memory);

    /// <summary>The JSON object that describes the model in files; its field <c>kind</c> is the name of the kind.</summary>
    public abstract JsonElement Describe();

    /// <summary>Whether <see cref="Diagnose"/> says something.</summary>
    public virtual bool CanDiagnose => false;

    /// <summary>Which hidden units do nothing on examples; null where that has no meaning.</summary>
    public virtual UnitDiagnostics? Diagnose(VisibleData data) => null;

    /// <summary>To be called when parameters were written to from outside.</summary>
    public virtual void ParametersChanged()
    {
    }

    /// <summary>The file of the model; its tensors are the model's own, not copied.</summary>
    /// <param name="training">The JSON object that says how it was trained; may be {}.</param>
    public ModelFile ToFile(JsonElement training) =>
        new(Describe(), training, Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values));

    private static ModelParts Part(object? part, ModelParts flag) => part is null ? ModelParts.None : flag;
}
