using Harmonium.Data.Sources;
using Harmonium.Data.Text;
using Harmonium.Errors;
using Harmonium.Networks.Recurrent;
using Harmonium.Runs;
using Harmonium.Runs.Inputs;
using Harmonium.Runs.Kinds.Networks;
using Harmonium.Storage.Files;
using Harmonium.Storage.TensorFiles;

namespace Harmonium;

/// <summary>A recurrent network that models a text character by character.</summary>
public sealed class TextModel : Model
{
    internal TextModel(StoredModel stored)
        : base(stored)
    {
    }

    /// <summary>Trains a model. The same settings, seed and text give the same weights as <c>harmonium train text</c>.</summary>
    /// <param name="text">The training text.</param>
    /// <param name="settings">The settings; the defaults when null.</param>
    /// <param name="progress">Receives the state after every epoch.</param>
    /// <param name="cancel">Cancels the training after the current step.</param>
    /// <exception cref="ConfigurationException">A setting is out of range, or does not fit the text.</exception>
    /// <exception cref="DivergedException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was canceled.</exception>
    public static TextModel Train(string text, TextSettings? settings = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) =>
        Trained<TextModel>(settings ?? new(), effective => TrainingData.Of(NamedText.Split(CharacterText.From("text", text), effective.Input.Validation)),
            progress, cancel);

    /// <summary>Trains a model on a thread of the pool; see <see cref="Train"/>.</summary>
    /// <inheritdoc cref="Train"/>
    public static Task<TextModel> TrainAsync(string text, TextSettings? settings = null, IProgress<TrainingProgress>? progress = null,
        CancellationToken cancel = default) => Task.Run(() => Train(text, settings, progress, cancel), cancel);

    /// <summary>Loads a model of this kind from a model file or a run folder.</summary>
    /// <exception cref="StorageException">There is no such file, or it cannot be read.</exception>
    /// <exception cref="ModelFileException">It is damaged, or a model of a different kind.</exception>
    public static TextModel Load(string path) => Loaded<TextModel>(path);

    /// <summary>Writes text that continues a prompt.</summary>
    /// <param name="prompt">The beginning of the text; may be empty.</param>
    /// <param name="length">The number of characters to write.</param>
    /// <param name="temperature">The divisor of the log-probabilities, at least 0; 0 takes the most likely character.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <exception cref="ArgumentException">The prompt has a character that the model does not know, or a number is out of range.</exception>
    public string Generate(string prompt, int length, double temperature = 1, ulong seed = 1) =>
        Core.TextModel!.Write(prompt, length, temperature, seed);

    /// <summary>Evaluates the model on a text: its mean code length in nats and bits per character.</summary>
    /// <exception cref="ArgumentException">The text has a character that the model does not know.</exception>
    public TextEvaluation Evaluate(string text) => Core.TextModel!.Evaluate(CharacterText.From("text", text, Core.TextModel.Alphabet));
}
