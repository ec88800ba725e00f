using Harmonium.Data.Sources;
using Harmonium.Errors;

namespace Harmonium.Runs.Inputs;

/// <summary>Settings for reading a text. <see cref="DataSettings.Validation"/> is the share held out at the end of the text, below 1.</summary>
public sealed record TextDataSettings : DataSettings
{
    /// <inheritdoc/>
    internal override TrainingData Open(DataRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return TrainingData.Of(NamedText.Open(request.Source, request.Locations, Validation));
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (Validation >= 1)
            throw new ConfigurationException("validation", $"It is {Validation}; expected the fraction of the text to hold out, below 1, such as 0.1.");
    }
}
