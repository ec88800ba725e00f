using Harmonium.Networks.Recurrent;
using Harmonium.Storage.Folders;
using Harmonium.Storage.TensorFiles;

namespace Harmonium.Cli.Models;

/// <summary>A recurrent network that was trained on a text, with what its file says of its training.</summary>
/// <param name="Path">The model file.</param>
/// <param name="File">What it says.</param>
/// <param name="Network">The network.</param>
/// <param name="Run">The run that it is of; null for a file that lies elsewhere.</param>
internal sealed record TrainedText(string Path, ModelFile File, RecurrentNetwork Network, RunView? Run);
