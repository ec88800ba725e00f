namespace Harmonium.Errors;

/// <summary>The exception thrown when a setting is invalid, alone or together with others.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>
    /// Creates an exception for a setting. The message says what was found, what was expected and what to do. Other settings appear in the message in
    /// backquotes, alone or with a value, as <c>`optimizer=momentum`</c>; the command line shows them as options.
    /// </summary>
    public ConfigurationException(string setting, string message, Exception? innerException = null)
        : base(message, innerException) => Setting = setting;

    /// <summary>Returns the same exception for a setting of a stage.</summary>
    /// <param name="stage">The stage followed by a period, such as <c>pretraining.</c></param>
    public ConfigurationException In(string stage) => new(stage + Setting, Message.Replace(" `", $" `{stage}", StringComparison.Ordinal), this);

    /// <summary>The name of the setting in camel case, such as <c>learningRate</c>.</summary>
    public string Setting { get; }
}
