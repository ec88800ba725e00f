using System.Text.Json;
using Harmonium.Data;
using Harmonium.Evaluation.Diagnostics;
using Harmonium.Machines;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;
using Harmonium.Units;

namespace Harmonium.Runs.Models;

/// <summary>A model that can be saved and applied. A capability that the kind, or this model, does not have is null.</summary>
internal abstract class TrainedModel
{
    /// <summary>The kind of the model.</summary>
    public abstract ModelKind Kind { get; }

    /// <summary>All parameters, with their names in files and checkpoints. Training changes them in place.</summary>
    public abstract IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The device that computes.</summary>
    public abstract Device Device { get; }

    /// <summary>The shape of one example; null if the model does not take examples.</summary>
    public abstract ItemShape? Shape { get; }

    /// <summary>The visible units of an energy model with one visible layer; null for other models.</summary>
    public virtual LayerUnits? VisibleUnits => null;

    /// <summary>Computes features and reconstructions.</summary>
    public virtual Encoder? Encoder => null;

    /// <summary>Predicts classes with probabilities.</summary>
    public virtual Classifier? Classifier => null;

    /// <summary>Draws samples.</summary>
    public virtual Sampler? Sampler => null;

    /// <summary>Computes free energies and likelihoods.</summary>
    public virtual Density? Density => null;

    /// <summary>The density whose likelihood tells what the training learned; for a stack, that of its lowest RBM.</summary>
    public virtual Density? JudgedDensity => Density;

    /// <summary>Fills in missing values of examples.</summary>
    public virtual Completer? Completer => null;

    /// <summary>Fills in missing cells of tables.</summary>
    public virtual CellCompleter? CellCompleter => null;

    /// <summary>Evaluates and generates text.</summary>
    public virtual LanguageModel? TextModel => null;

    /// <summary>Recalls stored patterns from corrupted copies.</summary>
    public virtual AssociativeMemory? Memory => null;

    /// <summary>Weights that can be shown as images.</summary>
    public virtual IReadOnlyList<FilterBank> Filters => [];

    /// <summary>The capabilities of this model.</summary>
    public ModelParts Parts =>
        Part(Encoder, ModelParts.Encoder) | Part(Classifier, ModelParts.Classifier) | Part(Sampler, ModelParts.Sampler) | Part(Density, ModelParts.Density)
        | Part(Completer, ModelParts.Completer) | Part(CellCompleter, ModelParts.CellCompleter) | Part(TextModel, ModelParts.TextModel)
        | Part(Memory, ModelParts.Memory);

    /// <summary>Returns the JSON object that describes the model in files. Its field <c>kind</c> is the name of the kind.</summary>
    public abstract JsonElement Describe();

    /// <summary>True if <see cref="Diagnose"/> returns diagnostics.</summary>
    public virtual bool CanDiagnose => false;

    /// <summary>Returns diagnostics of dead and saturated hidden units on examples; null if the model does not support them.</summary>
    public virtual UnitDiagnostics? Diagnose(VisibleData data) => null;

    /// <summary>Must be called after parameters were changed from outside.</summary>
    public virtual void ParametersChanged()
    {
    }

    /// <summary>Returns the model as a file. The tensors are not copied.</summary>
    /// <param name="training">The JSON object that describes the training; may be {}.</param>
    public ModelFile ToFile(JsonElement training) =>
        new(Describe(), training, Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Values));

    private static ModelParts Part(object? part, ModelParts flag) => part is null ? ModelParts.None : flag;
}
