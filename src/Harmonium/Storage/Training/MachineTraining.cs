using System.Buffers;
using System.Text.Json;
using Harmonium.Couplings;
using Harmonium.Data;
using Harmonium.Learning.EnergyModels;
using Harmonium.Numerics;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Storage.Training;

/// <summary>A machine made ready to learn as settings say: the machine, its learner, what is watched, and the model file it becomes.</summary>
public abstract class MachineTraining : Training
{
    private protected MachineTraining()
    {
    }

    /// <summary>What it learns from.</summary>
    public abstract DataParts Data { get; }

    /// <inheritdoc/>
    public abstract override EnergyLearner Learner { get; }

    /// <summary>What joins the visible with the hidden units: what pictures of filters show.</summary>
    public abstract DenseCoupling Coupling { get; }

    /// <summary>What the machine learns by, in a word.</summary>
    public abstract string MethodName { get; }

    /// <summary>How many times every example is visited.</summary>
    public abstract int Epochs { get; }

    /// <summary>The seed of everything random.</summary>
    public abstract ulong Seed { get; }

    /// <summary>Every how many epochs a checkpoint is saved.</summary>
    internal abstract int CheckpointEvery { get; }

    /// <summary>Every how many steps a checkpoint is saved besides; null for only after epochs.</summary>
    internal abstract int? CheckpointSteps { get; }

    /// <inheritdoc/>
    public sealed override TrainingSchedule Schedule => new(Epochs, Seed, CheckpointEvery, CheckpointSteps);

    /// <inheritdoc/>
    public sealed override string DataName => Data.Train.Name;

    /// <inheritdoc/>
    public sealed override string DataFingerprint => Data.Train.Fingerprint;

    /// <inheritdoc/>
    public sealed override int ExamplesAnEpoch => Data.Train.Count;

    /// <inheritdoc/>
    public sealed override Device Device => Coupling.Weights.Device;

    /// <inheritdoc/>
    public sealed override ModelFile ModelAfter(int epochs, long steps) => ModelOf(Describe(epochs, steps));

    /// <summary>The model file of the machine as it stands.</summary>
    /// <param name="training">What the file says of the training.</param>
    internal abstract ModelFile ModelOf(JsonElement training);

    /// <summary>What a model file says of its training: nothing that differs between two runs of the same settings on the same data.</summary>
    /// <param name="epochs">The epochs made.</param>
    /// <param name="steps">The steps made.</param>
    public JsonElement Describe(int epochs, long steps)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("program", ProgramVersion.Text);
            json.WriteStartObject("data");
            json.WriteString("name", Data.Train.Name);
            json.WriteString("fingerprint", Data.Train.Fingerprint);
            json.WriteNumber("examples", Data.Train.Count);
            ItemShape shape = Data.Train.Shape;
            if (shape.IsImage)
            {
                json.WriteStartArray("image");
                json.WriteNumberValue(shape.Height);
                json.WriteNumberValue(shape.Width);
                json.WriteNumberValue(shape.Channels);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WritePropertyName("settings");
            SettingsJson().WriteTo(json);
            json.WriteNumber("epochs", epochs);
            json.WriteNumber("steps", steps);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
